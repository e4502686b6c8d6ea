// Debian's Chromium, and axe-core's opinion of a page.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export async function startBrowser() {
    return chromium.launch({
        executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync),
        // Chromium's own sandbox does not start as root or in most containers; it meets only our own pages.
        args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
}

/// What axe-core finds on the page as it is now: a line each, empty when all is well. It is evaluated beside the
/// page, whose content security policy lets no foreign script in.
export async function accessibilityFaults(page) {
    await page.evaluate(await readFile(axe, 'utf8'));
    const { violations } = await page.evaluate('axe.run()');
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/// Collects what goes wrong in the pages of this context: errors on the console, which includes what the content security
/// policy refused, and exceptions. A page that answers with an error status is not one.
export function watch(context) {
    const faults = [];
    context.on('console', (message) => {
        const status = message.text().startsWith('Failed to load resource') && message.location().url === message.page()?.url();
        if (message.type() === 'error' && !status) faults.push(`${message.page()?.url()}: ${message.text()}`);
    });
    context.on('weberror', (error) => faults.push(`${error.page()?.url()}: ${error.error()}`));
    return faults;
}

/// Loads the address until `look(page)` gives something, and gives that.
export async function eventually(page, address, look, milliseconds = 20_000) {
    for (const end = Date.now() + milliseconds; Date.now() < end; ) {
        await page.goto(address);
        const found = await look(page);
        if (found) return found;
        await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error(`not seen at ${address}; it says: ${await page.locator('main').innerText()}`);
}
