-- Derived from the counted nominations; can be made again at any time. The category "all" is derived like the others.
create table standings (
    season text not null references seasons (id),
    category text not null,
    company text not null references companies (id),
    -- Micro-points after weights, splits and groups.
    k bigint not null,
    people bigint not null,
    -- Thanks that name the team (or both), and those that name only a person.
    team_credit bigint not null,
    person_credit bigint not null,
    empathy_sum bigint not null,
    empathy_count bigint not null,
    knowledge_sum bigint not null,
    knowledge_count bigint not null,
    professionalism_sum bigint not null,
    professionalism_count bigint not null,
    ended_well bigint not null,
    ended_partly bigint not null,
    ended_badly bigint not null,
    -- The 5 %, 50 % and 95 % quantiles in ten-thousandths; absent without a size band.
    low bigint,
    median bigint,
    high bigint,
    primary key (season, category, company),
    check ((low is null) = (median is null) and (low is null) = (high is null))
);
create index standings_of_a_company on standings (company, season);
create index standings_by_score on standings (season, category, low desc, company);

-- Companies whose nominations changed since the board was last written. `since` is the first such change and decides
-- when the board must follow; `changes` grows with each, so that one that came meanwhile is noticed. An empty company
-- stands for the pages of the board after its first.
create table board_changes (
    season text not null,
    category text not null,
    company text not null,
    since bigint not null,
    changes bigint not null default 1,
    primary key (season, category, company)
);

-- For the tallies: all of a person in a season, and what was confirmed since the board was last written.
create index nominations_of_a_person on nominations (person_hash, season, state);
create index nominations_by_confirmation on nominations (season, state, confirmed_at);
