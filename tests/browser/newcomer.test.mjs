import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, startBrowser, watch } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { openFind, openMail, signIn } from './steps.mjs';

const story = 'They pushed the chair to the gate and waited with her.';
let daemon;
let browser;

before(async () => {
    daemon = await startDaemon();
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    if (daemon) assert.equal(await daemon.stop(), 0);
});

/// Answers the first find that names a company. The company, and the invite link that went out.
async function answer(page, edited) {
    await openFind(page, daemon, /@/);
    const company = await page.locator('.facts strong').first().innerText();
    const draft = await page.getByLabel('Your answer').inputValue();
    assert.match(draft, /\{link\}/);
    await page.getByLabel('Your answer').fill(`${edited} {link}`);
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await eventually(page, `${daemon.address}/console/sent`, async () =>
        /leaves in \d+ seconds?/.test(await page.locator('[data-leaves]').first().innerText()));
    assert.ok(!(await daemon.file('outbox/archive.jsonl')).includes(edited), 'nothing leaves before its time');

    await daemon.advance(11_000);
    const sent = page.locator('article', { hasText: edited }).filter({ hasText: 'sent' });
    await eventually(page, `${daemon.address}/console/sent`, async () =>
        (await page.locator('[data-leaves]').count()) === 0 && (await sent.count()) === 1);
    const lines = (await daemon.file('outbox/archive.jsonl')).trim().split('\n').map((line) => JSON.parse(line));
    const [reply] = lines.filter(({ text }) => text.startsWith(edited));
    assert.match(reply.in_reply_to, /^demo-/);
    return { company, link: reply.text.match(/http:\S+\/n\/\w+/)[0] };
}

/// Fills in everything but the mail address, sends, fixes what is missing, sends again.
async function fillIn(page, mail) {
    await page.getByRole('radio', { name: /^Empathy/ }).check();
    await page.locator('#excellent-yes').check();
    await page.getByLabel('The team', { exact: true }).check();
    await page.getByLabel(/^What happened\?/).fill(story);
    await page.locator('#empathy-5').check();
    await daemon.advance(2_000);
    await page.getByRole('button', { name: 'Send my thanks' }).click();

    const field = page.getByLabel('Your mail address');
    assert.match(await page.locator('.field', { has: field }).innerText(), /Please write your mail address/);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await page.getByLabel(/^What happened\?/).inputValue(), story);
    assert.ok(await page.locator('#empathy-5').isChecked());

    await field.fill(mail);
    await daemon.advance(2_000);
    await page.getByRole('button', { name: 'Send my thanks' }).click();
    await page.waitForURL('**/nominate/sent');
}

/// From the invite link to the board.
async function nominate(page, { link, company }, mail) {
    await page.goto(link);
    assert.equal(await page.getByLabel('Whose support do you want to thank?').inputValue(), company);
    await fillIn(page, mail);
    await page.getByRole('link', { name: 'Open the outbox' }).click();
    await openMail(page, daemon, mail);
    await page.locator('a[href*="/confirm/"]').click();
    const board = `${daemon.address}/`;
    await page.getByRole('button', { name: 'Yes, count my nomination' }).click();
    await page.getByRole('heading', { name: 'Thank you, it counts' }).waitFor();
    const team = page.locator('.board').getByRole('link', { name: company, exact: true });
    await eventually(page, board, async () => (await team.count()) === 1);
    await team.click();
    await page.waitForURL('**/company/**');
    assert.match(await page.locator('main').innerText(), /1 person thanked this team/);
}

test('a newcomer answers a find, and the thanks behind it reaches the board', async () => {
    const context = await browser.newContext();
    const faults = watch(context);
    const page = await context.newPage();
    await page.goto(`${daemon.address}/`);
    await page.getByText('Nobody has been nominated yet').waitFor();

    await signIn(page, daemon);
    const invitation = await answer(page, 'That is lovely to read. Tell us more:');
    await nominate(page, invitation, 'jo@mail.example.org');
    assert.deepEqual(faults, []);
    await context.close();
});

test('the same way is open without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${daemon.address}/console/sign-in`);
    await page.getByLabel('Your name here').fill('demo');
    await page.getByLabel('Password').fill('thanks and thanks again');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const invitation = await answer(page, 'What a story. Tell us more:');
    await nominate(page, invitation, 'margit@mail.example.net');
    await context.close();
});
