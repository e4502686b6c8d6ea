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
