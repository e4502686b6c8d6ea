// What people do: operators at the desk, nominators on the public pages.
import { request } from 'playwright-core';
import { eventually } from './browser.mjs';

/// The one-time link that the program printed.
export const signInLink = (daemon) => daemon.output().match(/http:\S+\/console\/sign-in\/\S+/)[0];

/// Opens the one-time link that the program printed, sets a password, and stands in the queue.
export async function signIn(page, daemon) {
    await page.goto(signInLink(daemon));
    await page.getByLabel('New password').fill('thanks and thanks again');
    await page.getByRole('button', { name: 'Save and go to the desk' }).click();
    await page.waitForURL('**/console/queue*');
}

/// Opens the first find in the queue whose words match.
export async function openFind(page, daemon, words) {
    const line = page.locator('.lanes a', { hasText: words }).first();
    await eventually(page, `${daemon.address}/console/queue`, async () => {
        if ((await line.count()) > 0) return true;
        await daemon.advance(10_000);
        return false;
    });
    await line.click();
    await page.getByLabel('Your answer').waitFor();
}

/// Waits for the mail to this address in the outbox; its page is shown then.
export async function openMail(page, daemon, mail) {
    const letter = page.locator('.letters li', { hasText: mail }).getByRole('link').first();
    await eventually(page, `${daemon.address}/outbox`, async () => (await letter.count()) > 0);
    await letter.click();
    await page.locator(`text=${mail}`).waitFor();
}

async function hiddenFields(page) {
    const found = [...(await page.text()).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    return Object.fromEntries(found.map(([, name, value]) => [name, value]));
}

/// A visitor with an address of their own, who needs a daemon that trusts loopback as a proxy.
export function visitor(daemon, address) {
    return request.newContext({ baseURL: daemon.address, extraHTTPHeaders: { 'X-Forwarded-For': address } });
}

/// Sends the form as a browser would.
export async function sendForm(visiting, daemon, fields, path = '/nominate') {
    const hidden = await hiddenFields(await visiting.get(path));
    await daemon.advance(30_000);
    const answer = await visiting.post('/nominate', { form: { ...hidden, excellent: 'yes', credit: 'team', ...fields } });
    if (!answer.url().endsWith('/nominate/sent')) throw new Error(`the form was not taken: ${await answer.text()}`);
}

/// The link in the mail to this address, once it is in the outbox.
export async function linkTo(visiting, mail) {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
        const row = (await (await visiting.get('/outbox')).text()).split('<li>').find((one) => one.includes(mail));
        const letter = row?.match(/href="([^"]+)"/)?.[1];
        if (letter) return (await (await visiting.get(letter)).text()).match(/href="[^"]*(\/confirm\/[^"]+)"/)[1];
        await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`no mail came to ${mail}`);
}

/// Presses the button behind the link.
export async function confirm(visiting, link) {
    const answer = await visiting.post(link, { form: await hiddenFields(await visiting.get(link)) });
    if (!answer.ok()) throw new Error(`${link}: ${answer.status()}`);
}
