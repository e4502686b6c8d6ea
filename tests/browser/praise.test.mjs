// Thanks on their way to a team: allowed, asked for, read, mailed, printed. Each page in every look, and the card on paper.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessibilityFaults, startBrowser, watch } from './browser.mjs';
import { startDaemon } from './daemon.mjs';
import { confirm, linkTo, openMail, sendForm, signIn, visitor } from './steps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const pictures = join(root, 'build', 'pictures');
const looks = [
    { name: 'light', colorScheme: 'light', viewport: { width: 1200, height: 900 } },
    { name: 'dark', colorScheme: 'dark', viewport: { width: 1200, height: 900 } },
    { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
];
const story =
    'My card was swallowed on a Sunday, abroad. Ines stayed on the phone until I had cash again, and rang the next morning to ' +
    'hear whether I was home.\n\nI did not know that a bank could be kind.';

async function thank(daemon, number, fields) {
    const visiting = await visitor(daemon, `10.${number}.7.1`);
    const mail = `writer@home${number}.example`;
    await sendForm(visiting, daemon, { mail, category: 'empathy', ...fields });
    await confirm(visiting, await linkTo(visiting, mail));
    await visiting.dispose();
}

/// The first link of that kind in the newest mail to this address.
async function mailedLink(page, daemon, mail, kind) {
    await openMail(page, daemon, mail);
    return page.locator(`a[href*="/${kind}/"]`).first().getAttribute('href');
}

test('a team gets what it was thanked for, and a card to print', async () => {
    const daemon = await startDaemon({ environment: { SUPPORTAWARDS_WEB_TRUSTED_PROXIES: '127.0.0.1' } });
    const browser = await startBrowser();
    await mkdir(pictures, { recursive: true });
    try {
        await thank(daemon, 1, { company: 'Pebble & Pine Bank', person: 'Ines', story, may_pass: 'yes' });
        await thank(daemon, 2, { company: 'Pebble & Pine Bank', story: 'They found what three others had not.', may_pass: 'yes' });
        await thank(daemon, 3, { company: 'Pebble & Pine Bank', person: 'Ben', story: '', may_pass: 'yes' });

        const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
        const page = await context.newPage();
        await page.goto(`${daemon.address}/company-contact?company=Pebble+%26+Pine+Bank`);
        await daemon.advance(2_000);
        await page.getByLabel('Your team’s email address').fill('team@gmail.com');
        await page.getByRole('button', { name: 'Send me the link' }).click();
        await page.getByText('Anyone can have an address at this provider').waitFor();
        await page.getByLabel('Your team’s email address').fill('team@pebblepine.example');
        await page.getByRole('button', { name: 'Send me the link' }).click();
        await page.getByRole('heading', { name: 'Check your inbox' }).waitFor();
        const contact = new URL(await mailedLink(page, daemon, 'team@pebblepine.example', 'contact')).pathname;

        await signIn(page, daemon);
        await page.goto(`${daemon.address}/console/praise`);
        await page.getByRole('link', { name: 'Pebble & Pine Bank' }).click();
        const company = new URL(page.url()).pathname;
        const pages = {
            'company-contact': '/company-contact',
            'company-contact-german': '/de/company-contact',
            'company-contact-sent': '/company-contact/sent',
            'company-contact-ended': '/company-contact/ended',
            'contact-asked': contact,
            'contact-gone': '/contact/aaaaaaaaaaaaaaaa',
            'praise-undelivered': '/console/praise',
            'praise-company': company,
        };
        const found = {};
        const session = await context.storageState();
        const look = async (all) => {
            for (const { name, ...options } of looks) {
                const other = await browser.newContext({ ...options, storageState: session, locale: 'en-GB', reducedMotion: 'reduce' });
                const faults = watch(other);
                const shown = await other.newPage();
                for (const [title, path] of Object.entries(all)) {
                    await shown.goto(daemon.address + path);
                    const wrong = await accessibilityFaults(shown);
                    const wide = await shown.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
                    if (wide > 0) wrong.push(`it is ${wide} pixels too wide`);
                    if (wrong.length > 0) found[`${title}-${name}`] = wrong;
                    await shown.screenshot({ path: join(pictures, `${title}-${name}.png`), fullPage: true });
                }
                if (faults.length > 0) found[`console-${name}`] = faults;
                await other.close();
            }
        };
        await look(pages);

        await page.goto(daemon.address + company);
        for (const left of [2, 1, 0]) {
            await page.getByRole('button', { name: 'Pass it on' }).first().click();
            await page.waitForFunction((n) => document.querySelectorAll('article.card').length === n, left);
        }
        await page.goto(daemon.address + contact);
        await page.getByRole('button', { name: 'Yes, send them here' }).click();
        await page.getByText('Saved.').waitFor();
        for (let tries = 0; tries < 40; ++tries) {
            await page.goto(`${daemon.address}/outbox`);
            if ((await page.getByText('new thank-you').count()) > 0) break;
            await daemon.advance(60_000);
            await page.waitForTimeout(500);
        }
        await page.getByRole('link', { name: /3 new thank-yous/ }).click();
        await page.locator('a[href*="/card/"]').first().waitFor();
        const cards = await page.locator('a[href*="/card/"]').evaluateAll((all) => all.map((one) => new URL(one.href).pathname));
        assert.equal(cards.length, 3);
        const address = page.url().replace(daemon.address, '');
        await look({ 'praise-mail': address, card: cards[0], 'card-team': cards[1], 'card-name': cards[2],
            'card-german': cards[0].replace('/en/', '/de/'), 'card-gone': '/card/aaaaaaaaaaaaaaaa', contact, 'praise-delivered': company });
        for (const [i, path] of cards.entries()) {
            await page.goto(daemon.address + path);
            await page.pdf({ path: join(pictures, `card-${i}.pdf`), format: 'A5', printBackground: true });
        }
        await page.goto(daemon.address + contact);
        await page.getByRole('button', { name: 'Send nothing more' }).click();
        await page.getByRole('heading', { name: 'We send nothing more' }).waitFor();
        assert.deepEqual(found, {});
    } finally {
        await browser.close();
        await daemon.stop();
    }
});
