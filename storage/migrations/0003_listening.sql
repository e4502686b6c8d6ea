-- One row a network: where listening stands and how it goes. The database says what is due.
create table networks (
    name text primary key not null,
    cursor_text text,
    due_at bigint not null,
    failures bigint not null default 0,
    succeeded_at bigint,
    failed_at bigint,
    error_class text check (error_class in ('auth', 'rate', 'network', 'theirs', 'ours')),
    error text
);

-- A job that only one process may do at a time. `token` grows with each new holder, so that a late one is noticed.
create table leases (
    name text primary key not null,
    holder text not null,
    token bigint not null,
    until_time bigint not null
);

-- Files that `import` was given, and how far they were read.
create table imports (
    file text not null,
    -- Posts written earlier were left out; 0 if none were.
    since bigint not null,
    cursor_text text not null,
    read_at bigint not null,
    primary key (file, since)
);

-- Posts that were looked at and not kept are only counted.
create table seen_counts (
    network text not null,
    day text not null,
    label text not null,
    posts bigint not null,
    primary key (network, day, label)
);

create table posts (
    id text primary key not null,
    network text not null,
    -- Keyed hashes of (network, native id) and (network, stable account id). They outlive what they were made of.
    post_key text not null unique,
    author_key text,
    thread_key text,
    native_id text,
    author_id text,
    author_handle text,
    author_name text,
    text text,
    language text,
    url text,
    in_reply_to text,
    -- The author mentioned or quoted our account.
    summoned integer not null default 0 check (summoned in (0, 1)),
    written_at bigint,
    seen_at bigint not null,
    -- When the words and names were removed.
    emptied_at bigint
);
create index posts_by_author on posts (author_key);
