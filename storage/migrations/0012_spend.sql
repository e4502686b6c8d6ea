-- What a network's paid calls cost on a UTC day. A call is booked with the most it can cost before it is made, and
-- corrected afterwards: what a crash left booked too high stays so.
create table spend (
    network text not null,
    day text not null,
    micro_dollars bigint not null check (micro_dollars >= 0),
    calls bigint not null,
    posts_read bigint not null default 0,
    posts_written bigint not null default 0,
    primary key (network, day)
);
