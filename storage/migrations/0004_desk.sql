create table candidates (
    id text primary key not null,
    post text not null unique references posts (id),
    company text references companies (id),
    label text not null,
    praise double precision not null check (praise >= 0 and praise <= 1),
    credit text check (credit in ('team', 'person', 'both')),
    person text,
    handle text,
    -- JSON: [{"start","end","text","weight"}], offsets in code points.
    reasons text not null,
    model text not null,
    lane text not null check (lane in ('likely', 'maybe', 'quiet')),
    -- Creation time in ms plus a constant times the log-odds: newest and surest first, descending.
    queue_key bigint not null,
    state text not null check (state in ('waiting', 'skipped', 'answering', 'answered', 'gone')),
    held_by text references operators (id),
    held_until bigint,
    -- Put off: not listed before this moment.
    later_until bigint,
    created_at bigint not null,
    decided_at bigint,
    check ((held_by is null) = (held_until is null))
);
create index candidates_waiting on candidates (state, lane, queue_key desc, id);
create index candidates_by_company on candidates (company, state);

-- What a person decided and why; never changed.
create table decisions (
    id text primary key not null,
    candidate text not null references candidates (id),
    operator text not null references operators (id),
    what text not null check (what in ('skip', 'later', 'approve', 'undo', 'by_hand', 'sent', 'not_sent', 'unclear', 'company', 'restore', 'settle')),
    reason text,
    note text,
    made_at bigint not null
);
create index decisions_by_candidate on decisions (candidate, made_at);

create table reply_templates (
    id text primary key not null,
    -- The file in config/replies it came from; absent when written at the desk.
    seed_key text unique,
    name text not null,
    language text not null,
    -- What kind of praise it answers: of a team, of a person, or one that is only thanked for.
    occasion text not null check (occasion in ('team', 'person', 'quiet')),
    words text not null,
    author text not null,
    steward text not null,
    review_at bigint not null,
    retired_at bigint,
    check (author <> steward)
);

create table replies (
    id text primary key not null,
    candidate text not null references candidates (id),
    network text not null,
    post_key text not null,
    author_key text,
    thread_key text,
    company text references companies (id),
    -- The words hold an invite link; without one they only thank.
    invites integer not null check (invites in (0, 1)),
    way text not null check (way in ('api', 'hand')),
    state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'unknown', 'opened', 'not_sent', 'unclear', 'undone')),
    -- What the operator approved, with {link} where the invite link goes, and its SHA-256 in hex.
    words text not null,
    words_sha256 text not null check (length(words_sha256) = 64),
    approved_by text not null references operators (id),
    approved_at bigint not null,
    -- May leave from this moment on; before it the operator can undo.
    send_at bigint not null,
    -- The invite token under the mail key; removed when the reply has ended.
    sealed_token text,
    idempotency_key text not null unique,
    -- The exact bytes of the call, in base64; kept from just before the call until the reply has ended.
    request text,
    sending_at bigint,
    -- When an unknown one is next looked up at the network; absent when only a person can tell.
    look_at bigint,
    ended_at bigint,
    native_id text,
    url text,
    -- The words as they were seen in our timeline, when they differ from the approved ones.
    seen_words text,
    -- Why it was refused or is unknown, in words for the operator.
    outcome text,
    check (invites = 0 or company is not null),
    check (state not in ('sending', 'unknown') or request is not null),
    check (way = 'api' or state in ('opened', 'sent', 'not_sent', 'unclear', 'undone')),
    check (way = 'hand' or state not in ('opened', 'not_sent', 'unclear'))
);
-- One reply to a post and one invitation to a person, for life.
create unique index replies_one_a_post on replies (post_key) where state not in ('refused', 'undone', 'not_sent');
create unique index replies_one_a_person on replies (author_key) where state not in ('refused', 'undone', 'not_sent');
create index replies_due on replies (state, send_at);
create index replies_by_day on replies (approved_at);
create index replies_by_candidate on replies (candidate, approved_at);

-- People who are never queued again: a keyed hash of the account and nothing else about them.
create table left_alone (
    author_key text primary key not null,
    why text not null check (why in ('invited', 'stop')),
    since bigint not null
);
