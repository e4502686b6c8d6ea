-- Who works at the desk. Names are kept as typed and compared as folded.
create table operators (
    id text primary key not null,
    name text not null,
    folded_name text not null unique,
    role text not null check (role in ('plain', 'lead')),
    password_hash text,
    created_at bigint not null,
    disabled_at bigint
);

-- One-time links for the first sign-in and for a forgotten password. Only the keyed hash of the token is kept.
create table sign_in_links (
    token_hash text primary key not null,
    operator text not null references operators (id),
    expires_at bigint not null,
    used_at bigint
);

create table sessions (
    token_hash text primary key not null,
    operator text not null references operators (id),
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);

-- How often something was tried of late: a sign-in name, a keyed address prefix.
create table throttles (
    what text primary key not null,
    tries bigint not null,
    since bigint not null,
    until_time bigint
);
