create table companies (
    id text primary key not null,
    slug text not null unique,
    name text not null,
    state text not null check (state in ('active', 'pending', 'merged', 'refused')),
    merged_into text references companies (id),
    band text check (band in ('small', 'medium', 'large')),
    sector text,
    domain text,
    -- The stable key of config/companies.csv; absent for companies that people added.
    seed_key text unique,
    author text,
    steward text,
    review_at bigint,
    created_at bigint not null,
    check ((state = 'merged') = (merged_into is not null))
);

-- What a company is called: a handle on a network, a hashtag, an alias; `not` is a name that is never this company.
create table company_names (
    company text not null references companies (id),
    kind text not null check (kind in ('handle', 'hashtag', 'alias', 'not')),
    -- Case-folded, without @ or #.
    folded text not null,
    primary key (company, kind, folded)
);
create index company_names_by_name on company_names (folded, kind);
