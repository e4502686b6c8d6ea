// What is listened for: tried, kept and retired, by the keyboard and without JavaScript.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessibilityFaults, startBrowser } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { signIn } from './steps.mjs';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'pictures');
const words = '"so kind" (thanks OR merci) -hiring';
let daemon;
let browser;

before(async () => {
    mkdirSync(pictures, { recursive: true });
    daemon = await startDaemon();
    execFileSync(process.env.PROGRAM, ['operator', 'add', 'Ben', '--data', join(daemon.folder, 'data')]);
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    if (daemon) assert.equal(await daemon.stop(), 0);
});

/// Walks with the Tab key to what has this role and name.
async function walkTo(page, role, name) {
    const wanted = page.getByRole(role, { name, exact: true }).first();
    for (let steps = 0; steps < 200; ++steps) {
        if (await wanted.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${role} ${name}`);
}

test('a query is tried, fixed, kept and retired by the keyboard alone, without JavaScript', async () => {
    const setup = await browser.newContext({ locale: 'en-GB' });
    await signIn(await setup.newPage(), daemon);
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false, storageState: await setup.storageState() });
    const page = await context.newPage();

    await page.goto(`${daemon.address}/console/queue`);
    await walkTo(page, 'link', 'Listening');
    await page.keyboard.press('Enter');
    await walkTo(page, 'link', 'Listen for something more');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Listen for something more' }).waitFor();

    await walkTo(page, 'textbox', 'Words');
    await page.keyboard.type('-hiring');
    await walkTo(page, 'button', 'Try it');
    await page.keyboard.press('Enter');
    await page.locator('#words-error').waitFor();
    assert.match(await page.locator('#words-error').innerText(), /matches everything/);
    assert.equal(await page.getByRole('button', { name: 'Listen for it' }).count(), 0);

    await walkTo(page, 'textbox', 'Words');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(words);
    await walkTo(page, 'button', 'Try it');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Listen for it' }).waitFor();
    // axe-core is a script, so it looks at the same page where scripts run.
    const looked = await setup.newPage();
    await looked.goto(page.url());
    assert.deepEqual(await accessibilityFaults(looked), []);
    await looked.screenshot({ path: join(pictures, 'watch-keep.png'), fullPage: true });
    assert.match(await page.locator('main').innerText(), /"so kind" \(thanks OR merci\) -hiring -is:retweet/);

    await walkTo(page, 'combobox', 'Kept by');
    await page.keyboard.type('Ben');
    await walkTo(page, 'button', 'Listen for it');
    await page.keyboard.press('Enter');
    const card = page.locator('article', { hasText: words });
    await card.waitFor();
    assert.match(await card.innerText(), /Ben/);

    await card.locator('summary').last().focus();
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Retire' }).focus();
    // The page comes back to the address it was at, so its loading is what tells that the answer is there.
    const answered = page.waitForEvent('load');
    await page.keyboard.press('Enter');
    await answered;
    assert.equal(new URL(page.url()).pathname, '/console/watch');
    assert.equal(await page.locator('article', { hasText: words }).count(), 0);
});
