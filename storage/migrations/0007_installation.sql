-- What this installation decided once and for all, e.g. its public address.
create table installation (
    key text primary key not null,
    value text not null,
    set_at bigint not null
);
