// What was right this month, and what the program learned of it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessibilityFaults, eventually, startBrowser, watch } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { signIn } from './steps.mjs';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'pictures');
let daemon;
let browser;

before(async () => {
    mkdirSync(pictures, { recursive: true });
    daemon = await startDaemon();
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    if (daemon) assert.equal(await daemon.stop(), 0);
});

/// Skips the find that the queue shows, by the form as a browser without scripts would.
async function skip(page, reason) {
    await page.goto(`${daemon.address}/console/queue`);
    await page.locator('summary', { hasText: 'Skip…' }).click();
    await page.locator(`input[name=reason][value=${reason}]`).check();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByText('Skipped.').waitFor();
}

test('the queue says how many were right once there are enough, and leads to what is learned', async () => {
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, daemon);
    const month = page.locator('.month');
    await eventually(page, `${daemon.address}/console/queue`, async () => {
        await daemon.advance(10_000);
        const waiting = await page.locator('.lanes h2 span').allInnerTexts();
        return waiting.reduce((sum, count) => sum + Number(count), 0) > 21;
    });
    assert.match(await month.innerText(), /Nobody has decided on a find yet/);
    for (let n = 0; n < 19; ++n) await skip(page, 'product');
    assert.match(await month.innerText(), /19 finds were judged: too few/);
    await skip(page, 'sarcasm');
    assert.match(await month.innerText(), /0 % of 20 finds were right/);
    await skip(page, 'sensitive');
    assert.match(await month.innerText(), /0 % of 20 finds were right/);

    await month.getByRole('link', { name: 'What it learns' }).click();
    await page.getByRole('heading', { name: 'Nothing was learned yet' }).waitFor();
    assert.match(await page.locator('main').innerText(), /The first model; nothing was learned yet/);

    const looking = await browser.newContext({ locale: 'en-GB', storageState: await context.storageState() });
    const faults = watch(looking);
    const looked = await looking.newPage();
    for (const path of ['/console/queue', '/console/learning']) {
        await looked.goto(daemon.address + path);
        assert.deepEqual(await accessibilityFaults(looked), []);
    }
    await looked.screenshot({ path: join(pictures, 'learning-empty.png'), fullPage: true });
    assert.deepEqual(faults, []);
});
