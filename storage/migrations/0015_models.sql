-- Models that were fitted to the desk's decisions. What was not better is remembered and has no file.
create table models (
    -- Counts up from 1; the file is NUMBER.model in the folder for models.
    number bigint primary key not null,
    made_at bigint not null,
    -- The model it was moved away from: its name, and the SHA-256 of its text.
    base text not null,
    base_sha256 text not null check (length(base_sha256) = 64),
    -- What it was compared with: the version in use then; absent is the base.
    compared_with bigint references models (number),
    -- Decisions it learned from, and decisions kept back to compare by.
    learned bigint not null,
    held_out bigint not null,
    old_log_loss double precision not null,
    old_likely bigint not null,
    old_right bigint not null,
    new_log_loss double precision not null,
    new_likely bigint not null,
    new_right bigint not null,
    verdict text not null check (verdict in ('better', 'not_surer', 'less_right')),
    -- Of the file; absent if none was kept.
    sha256 text check (length(sha256) = 64),
    check (verdict = 'better' or sha256 is null)
);

-- When which version judged the posts, and why it came to.
create table model_uses (
    id text primary key not null,
    -- Absent is the base.
    model bigint references models (number),
    why text not null check (why in ('better', 'went_back')),
    -- Who went back; absent if it was the program, or a command.
    operator text references operators (id),
    from_time bigint not null,
    until_time bigint,
    -- 1 for the one of now.
    in_use integer unique check (in_use = 1),
    check ((in_use is null) = (until_time is not null))
);

-- When we saw that the author had changed the words: a decision before that was about other words.
alter table posts add column edited_at bigint;
-- The skipped find whose words it nearly has, for which it lies lower in the queue.
alter table candidates add column like_skipped text references candidates (id);
create index candidates_like_skipped on candidates (like_skipped) where like_skipped is not null;
create index decisions_by_time on decisions (made_at);
