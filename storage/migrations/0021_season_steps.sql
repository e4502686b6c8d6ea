-- How far a season is, stored; it goes on by a step at a time and never back. Dates are days in its time zone.
alter table seasons add column state text not null default 'draft'
    check (state in ('draft', 'published', 'open', 'closed', 'counted', 'announced', 'archived'));
-- Absent: only a person publishes the rules.
alter table seasons add column publishes_at bigint;
alter table seasons add column counts_at bigint not null default 0;
alter table seasons add column zone text not null default 'UTC';
-- Until now its dates alone said how far it was: so far it is by the last moment that was believed. Counting comes 21
-- days after the close.
update seasons set publishes_at = opens_at, counts_at = closes_at + 1814400000;
update seasons set state =
    case when counts_at <= t.seen and announced_at <= t.seen then 'announced'
         when counts_at <= t.seen then 'counted'
         when closes_at <= t.seen then 'closed'
         when opens_at <= t.seen then 'open'
         else 'draft' end
    from (select coalesce((select max(seen_at) from clock_marks), (select max(created_at) from nominations), 0)
          as seen) t;
-- Of several open ones the one that opened last took the nominations; the others wait for its end.
update seasons set state = 'published'
    where state = 'open' and exists (
        select 1 from seasons o where o.state = 'open' and (o.opens_at > seasons.opens_at
        or (o.opens_at = seasons.opens_at and o.id < seasons.id)));
create unique index seasons_one_open on seasons (state) where state = 'open';

-- Each step that was taken: what it led to, when, by whom, and why. A step is taken once.
create table season_steps (
    season text not null references seasons (id),
    state text not null check (state in ('draft', 'published', 'open', 'closed', 'counted', 'announced', 'archived')),
    taken_at bigint not null,
    taken_by text not null check (taken_by in ('clock', 'settings', 'console', 'command', 'upgrade')),
    operator text references operators (id),
    reason text not null,
    primary key (season, state),
    check ((operator is not null) = (taken_by = 'console'))
);
insert into season_steps (season, state, taken_at, taken_by, operator, reason)
    select id, 'published', opens_at, 'upgrade', cast(null as text), '' from seasons where state <> 'draft';
insert into season_steps (season, state, taken_at, taken_by, operator, reason)
    select id, 'open', opens_at, 'upgrade', cast(null as text), '' from seasons
    where state in ('open', 'closed', 'counted', 'announced');
insert into season_steps (season, state, taken_at, taken_by, operator, reason)
    select id, 'closed', closes_at, 'upgrade', cast(null as text), '' from seasons
    where state in ('closed', 'counted', 'announced');
insert into season_steps (season, state, taken_at, taken_by, operator, reason)
    select id, 'counted', counts_at, 'upgrade', cast(null as text), '' from seasons
    where state in ('counted', 'announced');
insert into season_steps (season, state, taken_at, taken_by, operator, reason)
    select id, 'announced', announced_at, 'upgrade', cast(null as text), '' from seasons where state = 'announced';

-- What operators were told of a season, so that nobody is told twice.
create table season_mails (
    season text not null references seasons (id),
    what text not null check (what in ('week_left', 'left_to_do', 'announced')),
    told_at bigint not null,
    primary key (season, what)
);

-- An invitation is one to a season and ends with it.
alter table invite_tokens add column season text references seasons (id);
update invite_tokens set season = (select id from seasons where state = 'open');

-- What a season still waits for, without a look at the seasons before it.
alter table follow_ups add column season text references seasons (id);
update follow_ups set season = (select n.season from nominations n where n.id = follow_ups.nomination);
create index follow_ups_waiting on follow_ups (season, nomination) where answer is null;
create index nominations_to_read on nominations (season, state, may_publish)
    where state = 'counted' and may_publish = 1 and story_approved_at is null and story <> '';
