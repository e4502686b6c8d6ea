// Every page, wide and narrow, light and dark: axe-core finds nothing, nothing scrolls sideways, nothing is on the console.
// Their pictures lie in build/pictures; with PICTURES=yes the two of the README are taken again.
import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessibilityFaults, eventually, startBrowser, watch } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { consolePages, fillBoard, publicPages, rarePages, troubledPages } from './pages.mjs';
import { openFind, signIn } from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const pictures = join(root, 'build', 'pictures');
const looks = [
    { name: 'light', colorScheme: 'light', viewport: { width: 1200, height: 900 } },
    { name: 'dark', colorScheme: 'dark', viewport: { width: 1200, height: 900 } },
    { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
    { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];
let daemon;
let browser;
let links;
let session;

before(async () => {
    daemon = await startDaemon({ environment: { SUPPORTAWARDS_WEB_TRUSTED_PROXIES: '127.0.0.1' } });
    browser = await startBrowser();
    await mkdir(pictures, { recursive: true });
    links = await fillBoard(daemon);
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await signIn(page, daemon);
    await answerByHand(page);
    await showStories(page);
    session = await context.storageState();
    await context.close();
});

after(async () => {
    await browser?.close();
    if (daemon) assert.equal(await daemon.stop(), 0);
});

/// Leaves one reply approved by hand and one on its way.
async function answerByHand(page) {
    await openFind(page, daemon, /@/);
    await page.getByRole('button', { name: 'Answer by hand' }).click();
    await page.getByRole('heading', { name: 'Answer by hand' }).waitFor();
    const address = page.url();
    consolePages['by-hand'] = (other) => other.goto(address);
    await openFind(page, daemon, /@/);
    await page.getByRole('button', { name: 'Approve and send' }).click();
    await page.locator('.notice').first().waitFor();
    await daemon.advance(11_000);
}

/// Lets three of the stories be shown.
async function showStories(page) {
    await page.goto(`${daemon.address}/console/nominations`);
    for (const shown of [0, 1, 2]) {
        await page.getByRole('button', { name: 'Show the story on the pages' }).last().click();
        await page.getByRole('button', { name: 'Take the story off the pages' }).nth(shown).waitFor();
    }
    await eventually(page, `${daemon.address}/`, async () => (await page.locator('.story').count()) === 3);
}

/// What is wrong with the page as it is shown now.
async function faultsOf(page) {
    const faults = await accessibilityFaults(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) faults.push(`it is ${wide} pixels too wide`);
    return faults;
}

/// Shows each page, keeps its picture, and gives what is wrong with any.
async function look(daemon, page, pages, name) {
    const found = {};
    for (const [title, show] of Object.entries(pages)) {
        await show(page, daemon);
        const wrong = await faultsOf(page);
        if (wrong.length > 0) found[title] = wrong;
        await page.screenshot({ path: join(pictures, `${title}-${name}.png`), fullPage: true });
        if (name === 'light' && ['board', 'card'].includes(title))
            await page.screenshot({ path: join(pictures, `${title}-readme.png`) });
    }
    return found;
}

for (const { name, ...options } of looks)
    test(`every page is in order: ${name}`, async () => {
        const found = {};
        for (const [pages, storageState] of [[publicPages(links), undefined], [consolePages, session]]) {
            const context = await browser.newContext({ ...options, storageState, locale: 'en-GB', reducedMotion: 'reduce' });
            const faults = watch(context);
            const page = await context.newPage();
            Object.assign(found, await look(daemon, page, pages, name));
            if (faults.length > 0) found.console = faults;
            await context.close();
        }
        assert.deepEqual(found, {});
    });

test('the pages of a first and of a last day are in order', async () => {
    const fresh = await startDaemon({ words: ['--demo', '--set', 'networks.archive.enabled=false'] });
    try {
        const context = await browser.newContext({ ...looks[0], locale: 'en-GB', reducedMotion: 'reduce' });
        const faults = watch(context);
        const found = await look(fresh, await context.newPage(), rarePages, 'light');
        assert.deepEqual({ ...found, console: faults }, { console: [] });
        await context.close();
    } finally {
        await fresh.stop();
    }
});

test('the pages of a network in trouble are in order', async () => {
    // Without its keys an account is as good as refused, and nothing leaves the machine.
    const words = ['--demo', '--set', 'networks.bluesky.enabled=true', '--set', 'networks.mastodon.enabled=true', '--set',
        'networks.mastodon.instance=http://127.0.0.1:9', '--set', 'networks.mastodon.hashtags=["kind"]'];
    const troubled = await startDaemon({ words });
    try {
        const first = await browser.newContext();
        const page = await first.newPage();
        await signIn(page, troubled);
        await eventually(page, `${troubled.address}/console/networks`, async () => (await page.locator('.banner').count()) === 1);
        const storageState = await first.storageState();
        await first.close();
        const found = {};
        for (const { name, ...options } of looks) {
            const context = await browser.newContext({ ...options, storageState, locale: 'en-GB', reducedMotion: 'reduce' });
            const faults = watch(context);
            Object.assign(found, await look(troubled, await context.newPage(), troubledPages, name));
            if (faults.length > 0) found.console = faults;
            await context.close();
        }
        assert.deepEqual(found, {});
    } finally {
        await troubled.stop();
    }
});

test('the pictures of the README are taken again when asked for', { skip: !process.env.PICTURES }, async () => {
    const shown = join(root, 'deploy', 'pictures');
    await mkdir(shown, { recursive: true });
    await copyFile(join(pictures, 'board-readme.png'), join(shown, 'board.png'));
    await copyFile(join(pictures, 'card-readme.png'), join(shown, 'desk.png'));
});
