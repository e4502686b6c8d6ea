// Keys, counting, copying and holding an item at the desk. Every page works without this file.
"use strict";

const answer = document.getElementById("answer");
const form = document.getElementById("answer-form");

// Keys act on what the page shows: elements say theirs in data-key.
document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === answer) {
        form.requestSubmit();
        return;
    }
    if (event.key === "Escape" && event.target === answer) answer.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const lines = [...document.querySelectorAll(".lanes a[href*='/console/queue/']")];
    const here = lines.findIndex((line) => line.hasAttribute("aria-current"));
    if (event.key === "k" && here > 0) lines[here - 1].click();
    else if (event.key === "j" && lines[here + 1]) lines[here + 1].click();
    else if (event.key === "a" && answer) answer.focus();
    else if (event.key === "?") document.querySelector("[data-shows]")?.click();
    else if (event.key !== "j") document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
    else return;
    event.preventDefault();
});

for (const button of document.querySelectorAll("[data-shows]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
        const shown = document.getElementById(button.dataset.shows);
        shown.hidden = !shown.hidden;
    });
}

// The length as it will be sent. Each network counts in its own way, so the server is asked, once a pause is made.
let typed = 0;
function count() {
    const now = ++typed;
    setTimeout(async () => {
        if (now !== typed) return;
        const reply = await fetch(form.dataset.count, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        if (!reply.ok || now !== typed) return;
        const told = await reply.json();
        const shown = document.querySelector("[data-length]");
        shown.textContent = told.length;
        shown.classList.toggle("bad", told.over);
    }, 200);
}
answer?.addEventListener("input", count);

// An open item is held, and the hold is renewed while it is seen; a phone shows either the list or one item.
let held = false;
async function hold() {
    if (document.hidden || !form.offsetParent) return;
    const renews = held;
    const reply = await fetch(renews ? form.dataset.renew : form.dataset.claim, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    held = reply.ok;
    // What ran out meanwhile, in a page that nobody looked at, is taken anew.
    if (renews && reply.status === 409) return hold();
    if (reply.ok) {
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        document.querySelector("[data-claimed]").textContent = page.querySelector("[data-claimed]")?.textContent ?? "";
        document.querySelector(".hold")?.remove();
    } else if (reply.status === 409 && !form.dataset.sent) {
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        const problem = page.querySelector("[role=alert]");
        if (problem && !document.querySelector("[role=alert]")) document.querySelector(".work").prepend(problem);
    }
}
if (form) {
    hold().catch(() => {});
    setInterval(() => hold().catch(() => {}), 60_000);
}

for (const link of document.querySelectorAll("[data-copies]")) {
    link.addEventListener("click", () => {
        const words = document.getElementById(link.dataset.copies);
        words.select();
        navigator.clipboard?.writeText(words.value).then(() => (link.textContent = link.dataset.copied), () => {});
    });
}

// Seconds that run down; the button to undo stays until the page is loaded again, and the server has the last word.
for (const line of document.querySelectorAll("[data-leaves]")) {
    let left = Math.max(2, Number(line.dataset.leaves) + 1);
    const tick = setInterval(() => {
        left -= 1;
        if (left < 1) {
            clearInterval(tick);
            location.reload();
        } else line.textContent = line.textContent.replace(/\d+/, left);
    }, 1000);
}
