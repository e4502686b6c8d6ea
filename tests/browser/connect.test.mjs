// An operator connects the account that answers: to a network's page on another site and back, in a real browser, with its cookies and
// the pages' own policy. The instance is a fake on loopback; each page is looked at wide and narrow, light and dark.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessibilityFaults, startBrowser, watch } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { signIn } from './steps.mjs';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'build', 'pictures');
const looks = [
    { name: 'light', colorScheme: 'light', viewport: { width: 1200, height: 900 } },
    { name: 'dark', colorScheme: 'dark', viewport: { width: 1200, height: 900 } },
    { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
    { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];
const mastodon = '/console/networks/mastodon/connect';
let instance;
let daemon;
let browser;

/// An instance at http://localhost, which to a browser is another site than http://127.0.0.1.
async function startInstance() {
    const answers = {
        '/api/v1/apps': { client_id: 'our-id', client_secret: 'our-secret' },
        '/.well-known/oauth-authorization-server': { code_challenge_methods_supported: ['S256'] },
        '/oauth/token': { access_token: 'secret-token' },
        '/oauth/revoke': {},
        '/api/v1/accounts/verify_credentials': { id: '7', acct: 'awards' },
        '/api/v1/notifications': [],
    };
    const server = createServer((asked, answer) => {
        const url = new URL(asked.url, 'http://localhost');
        if (url.pathname === '/oauth/authorize') {
            // The site's own address is another in the test than public_url.
            const back = new URL(new URL(url.searchParams.get('redirect_uri')).pathname, daemon.address);
            back.search = new URLSearchParams({ code: 'the-code', state: url.searchParams.get('state') });
            answer.setHeader('Content-Type', 'text/html');
            answer.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Allow?</title><a href="${back}">Allow</a></html>`);
            return;
        }
        const found = answers[url.pathname];
        answer.statusCode = found ? 200 : 404;
        answer.end(JSON.stringify(found ?? {}));
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return { server, address: `http://localhost:${server.address().port}` };
}

before(async () => {
    instance = await startInstance();
    await mkdir(pictures, { recursive: true });
    // Nothing leaves the machine.
    const { address } = instance;
    const on = ['bluesky.enabled=true', `bluesky.host=${address}`, 'mastodon.enabled=true', `mastodon.instance=${address}`,
        'x.enabled=true', 'x.bearer_token=none', `x.api_url=${address}`];
    daemon = await startDaemon({ words: ['--demo', ...on.flatMap((one) => ['--set', `networks.${one}`])] });
    browser = await startBrowser();
});

after(async () => {
    await browser?.close();
    instance?.server.close();
    if (daemon) assert.equal(await daemon.stop(), 0);
});

test('an account is connected at its own page, and disconnected again; every page on the way is in order', async () => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const faults = watch(context);
    const page = await context.newPage();
    const found = {};
    const look = async (title) => {
        for (const { name, colorScheme, viewport } of looks) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await page.setViewportSize(viewport);
            const wrong = await accessibilityFaults(page);
            if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) wrong.push('it is too wide');
            if (wrong.length > 0) found[`${title}-${name}`] = wrong;
            await page.screenshot({ path: join(pictures, `${title}-${name}.png`), fullPage: true });
        }
    };
    await signIn(page, daemon);
    await page.goto(`${daemon.address}/console/networks`);
    await look('networks-not-signed-in');
    await page.goto(`${daemon.address}/console/networks/lemmy/connect`);
    await look('connect-not-on');
    await page.goto(`${daemon.address}/console/networks/x/connect`);
    await look('connect-x-lacks');
    await page.goto(`${daemon.address}/console/networks/bluesky/connect`);
    await page.getByLabel('The account’s name').fill('awards.example');
    await page.getByLabel('App password').fill('my own password');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('App password').inputValue(), '');
    assert.equal(await page.getByLabel('The account’s name').inputValue(), 'awards.example');
    await look('connect-bluesky');

    await page.goto(daemon.address + mastodon);
    await look('connect-mastodon');
    await page.getByRole('button', { name: 'with a code to copy' }).click();
    await page.getByLabel('The code you were shown').waitFor();
    await look('connect-mastodon-code');
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('button', { name: 'Connect with Mastodon' }).click();
    await page.getByRole('link', { name: 'Go on to localhost' }).waitFor();
    await look('connect-mastodon-leave');
    await page.getByRole('link', { name: 'Go on to localhost' }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await page.getByText('Signed in as awards').waitFor();
    assert.equal(page.url(), daemon.address + mastodon);
    await look('connect-mastodon-done');

    await page.getByRole('link', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'Disconnect Mastodon?' }).waitFor();
    await look('disconnect');
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('button', { name: 'Connect with Mastodon' }).waitFor();
    assert.equal(await page.getByText('Signed in as awards').count(), 0);
    assert.deepEqual({ ...found, console: faults }, { console: [] });
    await context.close();
});
