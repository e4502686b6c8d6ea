import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, startBrowser } from './browser.mjs';
import { startDaemon } from './daemon.mjs';

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

test('the sign-in page is shown to whoever asks for the desk, and axe-core finds nothing on it', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(`${daemon.address}/console/queue`);
    assert.equal(answer.status(), 200);
    assert.match(page.url(), /\/console\/sign-in/);
    assert.equal(await page.locator('input[type=password]').count(), 1);
    assert.deepEqual(await accessibilityFaults(page), []);
});
