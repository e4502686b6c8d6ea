create table companies (
    id text primary key not null,
    slug text not null unique,
    name text not null,
    -- Case-folded, to be found by.
    folded_name text not null,
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
create index companies_by_name on companies (folded_name);

-- What a company is called: a handle on a network, a hashtag, an alias; `not` is a name that is never this company.
create table company_names (
    company text not null references companies (id),
    kind text not null check (kind in ('handle', 'hashtag', 'alias', 'not')),
    -- As written, without @ or #; and case-folded, to be found by.
    name text not null,
    folded text not null,
    primary key (company, kind, folded)
);
create index company_names_by_name on company_names (folded, kind);

-- What a companies file said when it was last read, a row a value: a field is taken from the file only when the file
-- changed it and nobody at the desk has changed it since.
create table company_seeds (
    company text not null references companies (id),
    field text not null,
    value text not null,
    primary key (company, field, value)
);

-- Files that were read, by the SHA-256 they had, so that an unchanged one costs nothing at the next start.
create table seed_files (
    name text primary key not null,
    sha256 text not null
);
