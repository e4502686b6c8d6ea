-- Derived from the counted nominations; can be made again at any time.
create table standings (
    season text not null references seasons (id),
    category text not null,
    company text not null references companies (id),
    -- Micro-points after weights, splits and groups.
    k bigint not null,
    people bigint not null,
    team_credit bigint not null,
    person_credit bigint not null,
    empathy_sum bigint not null,
    knowledge_sum bigint not null,
    professionalism_sum bigint not null,
    scored bigint not null,
    ended_well bigint not null,
    ended_partly bigint not null,
    ended_badly bigint not null,
    primary key (season, category, company)
);

-- Companies whose nominations changed since the board was last written. `since` decides when it must be.
create table board_changes (
    season text not null,
    category text not null,
    company text not null,
    since bigint not null,
    primary key (season, category, company)
);
