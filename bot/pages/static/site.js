// Everything works without this file; it only spares a keystroke or a doubt.
"use strict";

// A form is sent once: a second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = "yes";
    window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// After a refusal the first field to mend has the focus.
document.querySelector("[aria-invalid=true]")?.focus();
