create table seasons (
    id text primary key not null,
    name text not null,
    opens_at bigint not null,
    closes_at bigint not null,
    announced_at bigint not null,
    -- The rules file as published (JSON) and its SHA-256: categories, weights, formula id and parameters, gate.
    rules text not null,
    rules_sha256 text not null,
    -- Random, in base64; makes the opaque group ids of this season.
    group_salt text not null
);

-- The row knows no author and no redemption time. It is reserved when a form is sent and spent when its mail
-- address is confirmed.
create table invite_tokens (
    token_hash text primary key not null,
    company text not null references companies (id),
    expires_at bigint not null,
    state text not null check (state in ('minted', 'reserved', 'spent'))
);

create table nominations (
    id text primary key not null,
    season text not null references seasons (id),
    category text not null,
    company text not null references companies (id),
    state text not null check (state in ('unconfirmed', 'counted', 'withdrawn', 'void', 'expired')),
    -- Keyed hash of the folded mail address; kept until the season ends, also when the record was erased.
    person_hash text not null,
    sealed_mail text,
    story text,
    story_sha256 text not null,
    empathy integer check (empathy between 1 and 5),
    knowledge integer check (knowledge between 1 and 5),
    professionalism integer check (professionalism between 1 and 5),
    excellent integer not null default 0 check (excellent in (0, 1)),
    credit text not null check (credit in ('team', 'person', 'both')),
    -- Whom they name; goes privately to the company, sealed under the mail key.
    sealed_person text,
    may_publish integer not null check (may_publish in (0, 1)),
    may_ask integer not null check (may_ask in (0, 1)),
    language text not null,
    evidence text not null check (evidence in ('invited', 'cold')),
    -- Only between sending the form and confirming it.
    token_hash text references invite_tokens (token_hash),
    confirm_hash text not null unique,
    created_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint,
    erased_at bigint,
    -- An operator agreed to show the story; before that it is on no page.
    story_approved_at bigint,
    -- What the public log will carry.
    confirmed_day text,
    weight bigint,
    split bigint,
    -- JSON: opaque ids of the look-alike groups, one a signal.
    group_ids text,
    salt text,
    private_record text,
    log_index bigint,
    void_reason text,
    check (state <> 'counted' or (confirmed_at is not null and confirmed_day is not null and weight is not null
                                  and split is not null and group_ids is not null))
);
create index nominations_by_company on nominations (season, category, company, state);
create index nominations_by_person on nominations (season, category, person_hash, state);
-- A person has one counted voice for a company in a category of a season.
create unique index nominations_one_a_person on nominations (season, category, company, person_hash)
    where state = 'counted';

-- Signals by which nominations may look alike; keyed hashes, removed 30 days after the season.
create table nomination_signals (
    nomination text not null references nominations (id),
    signal text not null check (signal in ('prefix', 'mail_domain', 'burst', 'name_run')),
    value_hash text not null,
    primary key (nomination, signal)
);
create index nomination_signals_by_value on nomination_signals (signal, value_hash);

create table follow_ups (
    nomination text primary key not null references nominations (id),
    due_at bigint not null,
    asked_at bigint,
    answer text check (answer in ('yes', 'partly', 'no')),
    answered_at bigint,
    answer_hash text unique
);

-- Mails to send. Address and text are sealed, and removed once the mail has left.
create table mails (
    id text primary key not null,
    purpose text not null check (purpose in ('confirm', 'welcome', 'follow_up', 'alert')),
    sealed_to text,
    sealed_text text,
    created_at bigint not null,
    due_at bigint not null,
    tries bigint not null default 0,
    sent_at bigint,
    failed_at bigint,
    error text
);
create index mails_due on mails (sent_at, failed_at, due_at);
