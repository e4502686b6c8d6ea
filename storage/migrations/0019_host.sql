-- Which keys this database was made with: what tells a key from any other, and nothing of the key itself.
create table key_prints (
    name text primary key not null,
    print text not null check (length(print) = 64),
    recorded_at bigint not null
);

-- Trouble with the machine or what stands around it. A row stands until the trouble is over, so nobody is told
-- twice, also not after a restart.
create table host_alerts (
    name text primary key not null,
    why text not null,
    raised_at bigint not null
);

-- The last moment that the clock was believed to show; and while it is not believed, how long what destroys
-- still waits and what the clock jumped to.
create table clock_marks (
    name text primary key not null check (name = 'clock'),
    seen_at bigint not null,
    held_ms bigint check (held_ms > 0),
    jumped_to bigint,
    check ((held_ms is null) = (jumped_to is null))
);
