-- Since when a network is listened to: how long it has been silent counts from there until its first success.
alter table networks add column added_at bigint;
update networks set added_at = due_at;

-- Trouble with a network that people were told of. The row stands until the network works again, so nobody is
-- told twice, also not by two daemons.
create table network_alerts (
    network text primary key not null,
    kind text not null check (kind in ('auth', 'silent')),
    raised_at bigint not null
);

-- The finds of a day are counted by it.
create index posts_by_network on posts (network, seen_at);
