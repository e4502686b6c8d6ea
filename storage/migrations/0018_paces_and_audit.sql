-- Wide address prefixes and mail servers are signals too. A check cannot be changed on SQLite, so the table is made anew.
create table wider_signals (
    nomination text not null references nominations (id),
    signal text not null check (signal in ('prefix', 'prefix_wide', 'mail_domain', 'mail_server', 'burst', 'name_run')),
    value_hash text not null,
    -- When its nomination was: what a place sent lately is counted without a look at all it ever sent.
    sent_at bigint not null,
    primary key (nomination, signal)
);
insert into wider_signals (nomination, signal, value_hash, sent_at)
    select s.nomination, s.signal, s.value_hash, n.created_at from nomination_signals s
    join nominations n on n.id = s.nomination;
drop table nomination_signals;
alter table wider_signals rename to nomination_signals;
create index nomination_signals_by_value on nomination_signals (signal, value_hash, sent_at);

-- Of a confirmation that has not left: the keyed hash of the mailbox, so that more can be written into it.
alter table mails add column mailbox text;
create index mails_by_mailbox on mails (mailbox) where mailbox is not null;

-- When something that is paced happened, or will: mails to a mailbox, to a domain, to all. Removed after two days.
create table paces (
    what text not null,
    taken_at bigint not null
);
create index paces_by_time on paces (what, taken_at);
create index paces_old on paces (taken_at);

-- Who pressed what on the console, and who was changed from the command line. No text of anybody is in it.
create table audit (
    id text primary key not null,
    done_at bigint not null,
    -- Absent: the command line.
    operator text references operators (id),
    -- As it is listed: "POST /console/companies/{company}/accept".
    route text not null,
    -- The id in the address; absent where there is none.
    subject text,
    refused integer not null check (refused in (0, 1))
);
create index audit_by_time on audit (done_at, id);
create index audit_by_operator on audit (operator, done_at, id);
