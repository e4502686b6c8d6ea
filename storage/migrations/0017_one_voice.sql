-- One person, one voice for a company in a season: of several categories the last confirmed stays. (The column
-- "split" is no longer read; 1 keeps the table's check content.)
update nominations set state = 'void', void_reason = 'same_person'
    where state = 'counted' and exists (
        select 1 from nominations o where o.person_hash = nominations.person_hash and o.season = nominations.season
        and o.company = nominations.company and o.state = 'counted'
        and (o.confirmed_at > nominations.confirmed_at
             or (o.confirmed_at = nominations.confirmed_at and o.id > nominations.id)));
drop index nominations_one_a_person;
create unique index nominations_one_a_person on nominations (season, company, person_hash) where state = 'counted';
drop index nominations_by_company;
create index nominations_by_company on nominations (company, season, state, id);
drop index nominations_by_person;
-- Whether this was the person's first counted nomination of the season, and of its category: how many people there are
-- is the sum over the companies, without a look at every nomination.
alter table nominations add column first_in_season integer not null default 0 check (first_in_season in (0, 1));
alter table nominations add column first_in_category integer not null default 0 check (first_in_category in (0, 1));
update nominations set first_in_season = 1
    where state = 'counted' and not exists (
        select 1 from nominations o where o.person_hash = nominations.person_hash and o.season = nominations.season
        and o.state = 'counted' and o.id < nominations.id);
update nominations set first_in_category = 1
    where state = 'counted' and not exists (
        select 1 from nominations o where o.person_hash = nominations.person_hash and o.season = nominations.season
        and o.category = nominations.category and o.state = 'counted' and o.id < nominations.id);
alter table standings add column new_people bigint not null default 0;
create index standings_by_people on standings (season, category, people desc, company);
-- How often a company was counted: who counts says which count it began from, so that an older one never takes the
-- place of a newer.
create table tallies (
    season text not null references seasons (id),
    company text not null references companies (id),
    version bigint not null,
    primary key (season, company)
);
-- The first stories of the last hours, each with its sketch; compared by company and season.
drop table bursts;
create table bursts (
    leader text primary key not null references nominations (id),
    season text not null,
    company text not null,
    began_at bigint not null,
    -- MinHash of its pairs of words, in base64.
    sketch text not null
);
create index bursts_by_company on bursts (season, company, began_at);
create index bursts_by_time on bursts (began_at);
-- What is given up, oldest first; and the shown stories, newest first.
create index nominations_by_end on nominations (expires_at, id) where state = 'unconfirmed';
create index nominations_shown on nominations (season, story_approved_at desc, id) where story_approved_at is not null;
create index nominations_shown_of_company on nominations (company, season, story_approved_at desc, id)
    where story_approved_at is not null;
-- How many people thanked a company by its last tally, for lists that begin with the most thanked; and by name.
alter table companies add column thanked bigint not null default 0;
update companies set thanked = coalesce((select max(people) from standings s where s.company = companies.id), 0);
create index companies_by_thanks on companies (state, thanked desc, created_at desc, id);
create index companies_in_order on companies (state, folded_name, id);
-- Nominations of a company that became part of another (or of none) and are brought after it, some at a time.
create table company_moves (
    company text primary key not null references companies (id),
    since bigint not null
);
-- What a season knew of people is gone.
alter table seasons add column forgotten_at bigint;

-- What pages and writes ask for has an index that tells few rows apart; tests/storage/plans_test.cpp looks at each plan.
drop index standings_of_a_company;
create index standings_of_a_company on standings (company, season, category);
create index board_changes_in_order on board_changes (since, company, category);
create index companies_merged on companies (merged_into) where merged_into is not null;
create index nominations_by_token on nominations (token_hash) where token_hash is not null;
create index follow_ups_due on follow_ups (due_at, nomination) where asked_at is null;
create index posts_by_time on posts (seen_at desc, id);
create index candidates_decided on candidates (state, decided_at desc, id);
create index replies_in_state on replies (state, approved_at desc, id);
create index replies_ended on replies (ended_at desc, id) where ended_at is not null;
create index replies_of_post on replies (post_key, state);
create index replies_of_author on replies (author_key, state);
create index replies_in_thread on replies (thread_key, invites) where thread_key is not null;
create index replies_by_native on replies (native_id, network) where native_id is not null;
create index replies_to_look_up on replies (state, look_at, id);
-- When the post was written, beside what waits: late ones are moved without a look at all the others.
alter table candidates add column written_at bigint;
update candidates set written_at = (select written_at from posts where posts.id = candidates.post);
create index candidates_late on candidates (written_at) where state = 'waiting' and lane <> 'quiet';
