-- Where a company's team hears of its thanks. Only a confirmed contact is ever written to, but for the one mail that
-- asks to confirm.
create table company_contacts (
    id text primary key not null,
    company text not null references companies (id),
    state text not null check (state in ('asked', 'confirmed', 'ended')),
    -- Sealed under the mail key; removed once it has ended, like its hash and its link.
    sealed_address text,
    -- Keyed hash of the folded address.
    address_hash text not null,
    -- Keyed hash of the private link, which is sealed beside it as each mail names it.
    link_hash text not null unique,
    sealed_link text,
    language text not null,
    -- Their choice: once a week, or never.
    weekly integer not null check (weekly in (0, 1)),
    -- Absent: it was asked for on the public page.
    entered_by text references operators (id),
    asked_at bigint not null,
    expires_at bigint not null,
    confirmed_at bigint,
    ended_at bigint,
    end_reason text check (end_reason in ('asked', 'operator', 'replaced', 'unreachable', 'company')),
    -- When to look for thanks to pass on; the mail that was last put in line.
    due_at bigint,
    last_mail text,
    check ((state = 'ended') = (sealed_address is null)),
    check ((state = 'ended') = (ended_at is not null)),
    check (state <> 'confirmed' or (confirmed_at is not null and due_at is not null))
);
create unique index company_contacts_one on company_contacts (company) where state = 'confirmed';
create index company_contacts_asked on company_contacts (company, address_hash) where state = 'asked';
create index company_contacts_due on company_contacts (due_at, id) where state = 'confirmed' and weekly = 1;
create index company_contacts_expire on company_contacts (expires_at, id) where state = 'asked';

-- What may be passed on to the company: nothing; whom they named (promised by the form until now); that and the words.
alter table nominations add column pass_on text not null default 'no' check (pass_on in ('no', 'name', 'words'));
update nominations set pass_on = 'name' where sealed_person is not null;
-- "Tell me who won", once, by mail.
alter table nominations add column tell_result integer not null default 0 check (tell_result in (0, 1));
create index nominations_to_tell on nominations (season, id) where tell_result = 1 and sealed_mail is not null;
-- The company may hear the answer.
alter table follow_ups add column may_pass integer not null default 0 check (may_pass in (0, 1));

-- What is to be passed on, is, or is kept back.
create table praise (
    nomination text not null references nominations (id),
    kind text not null check (kind in ('thanks', 'outcome')),
    company text not null references companies (id),
    state text not null check (state in ('unread', 'kept', 'approved', 'passed')),
    since bigint not null,
    -- Of what the operator read who approved it.
    words_sha256 text,
    mail text,
    passed_at bigint,
    -- Keyed hash of the card's private link; the link is sealed as the mail may have to be written anew.
    card_hash text unique,
    sealed_card text,
    primary key (nomination, kind),
    check ((state = 'passed') = (mail is not null))
);
create index praise_of_company on praise (company, state, since, nomination);
create index praise_in_mail on praise (mail) where mail is not null;
-- How many of a company's are neither passed on nor kept back.
alter table companies add column praise_waiting bigint not null default 0;
create index companies_with_praise on companies (thanked desc, id) where praise_waiting > 0;
insert into praise (nomination, kind, company, state, since)
    select id, 'thanks', company, 'unread', confirmed_at from nominations where state = 'counted' and pass_on <> 'no';
update companies set praise_waiting = (select count(*) from praise p where p.company = companies.id)
    where id in (select company from praise);

-- Where one click ends such mails (RFC 8058), sealed.
alter table mails add column sealed_unsubscribe text;
-- Its text was taken out and is to be written anew.
alter table mails add column emptied integer not null default 0 check (emptied in (0, 1));
create index mails_emptied on mails (emptied, id) where emptied = 1;

-- Who was told of a season's result: "person " and the keyed hash, "company " and its id.
create table told (
    season text not null references seasons (id),
    whom text not null,
    told_at bigint not null,
    primary key (season, whom)
);
