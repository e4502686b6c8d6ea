-- What to listen for, in the language of bot/networks/watch.
create table watch_queries (
    id text primary key not null,
    words text not null unique,
    -- The one network it is for; absent: all that can be searched.
    network text,
    author text not null,
    steward text not null,
    review_at bigint not null,
    created_at bigint not null,
    retired_at bigint,
    check (author <> steward)
);
