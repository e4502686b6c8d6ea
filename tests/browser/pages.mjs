// Every page of the programme: what to do to see it, and its address.
import { confirm, linkTo, openFind, sendForm, signIn, signInLink, visitor } from './steps.mjs';

/// What a few weeks of a small season look like: how many thank whom.
const season = [
    ['Pebble & Pine Bank', 20], ['Sprigly', 1], ['Wobbleware', 8], ['Tidepool Pharmacy', 13], ['Dozen Wheels', 24],
    ['Hollowbrook Hotels', 44],
];
const categories = ['empathy', 'knowledge', 'professionalism', 'team'];
const stories = [
    'Left my late dad’s watch in the room. They found it, drove it to the station and waited on the platform with it.',
    'Explained my whole bill to me, line by line, and never once made me feel slow.',
    'Rang me back on a Saturday to hear whether it still worked. It did.',
    'Three people, one problem, and nobody ever asked me to tell it again from the start.',
    'They said “we do not know yet” and then found out. I wish more people could.',
];
const credits = ['team', 'team', 'both', 'team', 'person'];

/// Lets many people nominate, each from an address of their own; the last one has not confirmed yet. The links of the
/// private page and of that one.
export async function fillBoard(daemon) {
    const reader = await visitor(daemon, '10.200.7.1');
    let people = 0;
    const send = async (fields) => {
        const mail = `writer@home${++people}.example`;
        const visiting = await visitor(daemon, `10.${people}.7.1`);
        await sendForm(visiting, daemon, { mail, may_publish: 'yes', may_ask: 'yes', ...fields });
        await visiting.dispose();
        return mail;
    };
    let mine;
    for (const [company, thanks] of season) {
        const mails = [];
        for (let i = 0; i < thanks; ++i)
            mails.push(await send({
                company,
                category: categories[people % 4],
                credit: credits[people % 5],
                story: i < 2 ? stories[people % 5] : '',
                empathy: String(5 - (people % 2)),
            }));
        for (const mail of mails) {
            const link = await linkTo(reader, mail);
            await confirm(reader, link);
            mine ??= link.replace('/confirm/', '/mine/');
        }
    }
    const unconfirmed = await linkTo(reader, await send({ company: 'Inkwell Tram Co', category: 'team' }));
    await reader.dispose();
    return { mine, confirm: unconfirmed };
}

const go = (path) => async (page, daemon) => {
    const answer = await page.goto(daemon.address + path);
    if (!answer.ok()) throw new Error(`${path} answers ${answer.status()}`);
};
const goAstray = (path) => (page, daemon) => page.goto(daemon.address + path);

async function emptyForm(page, daemon) {
    await page.goto(`${daemon.address}/nominate`);
    await daemon.advance(2_000);
    await page.getByRole('button', { name: 'Send my thanks' }).click();
    await page.locator('.error').first().waitFor();
}

async function card(page, daemon) {
    await openFind(page, daemon, /@/);
}

async function letter(page, daemon) {
    await page.goto(`${daemon.address}/outbox`);
    await page.locator('.letters a').first().click();
    await page.locator('.card').waitFor();
}

/// Names of pages and how to get there. The operator's come last and need somebody signed in.
export function publicPages(links) {
    return {
        board: go('/'),
        'board-german': go('/de/'),
        category: go('/category/empathy/'),
        company: go('/company/hollowbrook-hotels/'),
        'company-german': go('/de/company/hollowbrook-hotels/'),
        how: go('/how/'),
        'how-german': go('/de/how/'),
        'why-we-wrote': go('/why-we-wrote/'),
        'why-we-wrote-german': go('/de/why-we-wrote/'),
        nominate: go('/nominate'),
        'nominate-errors': emptyForm,
        'nominate-german': go('/de/nominate'),
        'nominate-invite-gone': goAstray('/n/aaaaaaaaaaaaaaaa'),
        sent: go('/nominate/sent'),
        confirm: go(links.confirm),
        'confirm-gone': goAstray('/confirm/aaaaaaaaaaaaaaaa'),
        mine: go(links.mine),
        'mine-german': go(`/de${links.mine}`),
        'not-found': goAstray('/nowhere'),
        outbox: go('/outbox'),
        'outbox-mail': letter,
        'sign-in': go('/console/sign-in'),
        'sign-in-gone': goAstray('/console/sign-in/aaaaaaaaaaaaaaaa'),
    };
}

export const consolePages = {
    queue: go('/console/queue'),
    card,
    'console-sent': go('/console/sent'),
    companies: go('/console/companies'),
    nominations: go('/console/nominations'),
    season: go('/console/season'),
    'season-new': go('/console/season-new'),
    watch: go('/console/watch'),
    'watch-new': go('/console/watch/new'),
    'watch-tried': async (page, daemon) => {
        await go('/console/watch/new?words=%28thanks+OR+thank%29+team&network=')(page, daemon);
        await page.locator('details > summary').first().click();
    },
    'watch-wrong': go('/console/watch/new?words=-hiring+%28the+OR+kudos%29&network=x'),
    networks: go('/console/networks'),
    learning: go('/console/learning'),
    'console-not-found': goAstray('/console/nowhere'),
};

/// Pages of a programme whose account is refused, for somebody signed in.
export const troubledPages = {
    'networks-trouble': async (page, daemon) => {
        await go('/console/networks')(page, daemon);
        await page.locator('.banner').waitFor();
    },
    'queue-trouble': go('/console/queue'),
};

/// Pages of a programme without posts, in the order of its days.
export const rarePages = {
    'set-password': (page, daemon) => page.goto(signInLink(daemon)),
    'queue-empty': signIn,
    'board-empty': go('/'),
    'nominations-empty': go('/console/nominations'),
    'networks-empty': go('/console/networks'),
    'watch-first': go('/console/watch/new?words=kudos&network='),
    'confirm-done': async (page, daemon) => {
        const reader = await visitor(daemon, '127.0.0.1');
        await sendForm(reader, daemon, { company: 'Sprigly', category: 'team', mail: 'ana@home.example' });
        await page.goto(daemon.address + (await linkTo(reader, 'ana@home.example')));
        await reader.dispose();
        await page.locator('main form button').click();
        await page.getByRole('heading', { level: 1 }).waitFor();
    },
    'season-closed': async (page, daemon) => {
        await daemon.advance(92 * 24 * 3_600_000);
        await page.goto(`${daemon.address}/nominate`);
    },
};
