#include "storage/nominations.h"

#include "storage/engine/sql.h"
#include "storage/standings.h"

namespace storage {
namespace {

constexpr Table nomination_table{
    "nominations",
    "id, season, category, company, state, person_hash, sealed_mail, story, story_sha256, empathy, "
    "knowledge, professionalism, excellent, credit, sealed_person, may_publish, may_ask, language, "
    "evidence, token_hash, confirm_hash, created_at, expires_at, confirmed_at, erased_at, confirmed_day, "
    "weight, group_ids, salt, private_record, log_index, void_reason, first_in_season, first_in_category"};

constexpr Table follow_up_table{"follow_ups",
                                "nomination, due_at, asked_at, answer, answered_at, answer_hash"};

}  // namespace

static auto fields(Nomination& row) {
    return std::tie(row.id, row.season, row.category, row.company, row.state, row.person_hash,
                    row.sealed_mail, row.story, row.story_sha256, row.empathy, row.knowledge,
                    row.professionalism, row.excellent, row.credit, row.sealed_person, row.may_publish,
                    row.may_ask, row.language, row.evidence, row.token_hash, row.confirm_hash, row.created_at,
                    row.expires_at, row.confirmed_at, row.erased_at, row.confirmed_day, row.weight,
                    row.group_ids, row.salt, row.private_record, row.log_index, row.void_reason,
                    row.first_in_season, row.first_in_category);
}

static auto fields(Burst& row) {
    return std::tie(row.leader, row.began_at, row.sketch);
}

static auto fields(NominationSignal& row) {
    return std::tie(row.signal, row.value_hash);
}

static auto fields(FollowUp& row) {
    return std::tie(row.nomination, row.due_at, row.asked_at, row.answer, row.answered_at, row.answer_hash);
}

static auto fields(Story& row) {
    return std::tie(row.nomination, row.company, row.company_slug, row.company_name, row.category, row.words,
                    row.language, row.day, row.approved_at);
}

namespace nominations {

void add(Write& write, Nomination const& nomination) {
    // The column "split" is of older schemas: their check wants it of what counts.
    auto row = nomination;
    auto const split = 1;
    insert(write, {"nominations", std::string(nomination_table.columns) + ", split"},
           std::tuple_cat(fields(row), std::tie(split)));
}

void update(Write& write, Nomination const& nomination) {
    update(write, nomination_table, nomination);
}

void remove(Write& write, NominationId const& nomination) {
    for (auto const* sql :
         {"delete from nomination_signals where nomination = :id", "delete from bursts where leader = :id",
          "delete from nominations where id = :id and state = 'unconfirmed'"})
        execute(write, sql, use(nomination, "id"));
}

std::optional<Nomination> find(Read const& read, NominationId const& nomination) {
    return select_first<Nomination>(read, {nomination_table, "where id = :id"}, use(nomination, "id"));
}

std::optional<Nomination> find_by_link(Read const& read, std::string const& confirm_hash) {
    return select_first<Nomination>(read, {nomination_table, "where confirm_hash = :hash"},
                                    use(confirm_hash, "hash"));
}

std::vector<Nomination> of_person(Read const& read, std::string const& season,
                                  std::string const& person_hash) {
    return select_all<Nomination>(read, {nomination_table, R"(
        where person_hash = :person and season = :season order by created_at, id)"},
                                  use(person_hash, "person"), use(season, "season"));
}

std::vector<Nomination> some_of(Read const& read, CompanyId const& company, int limit) {
    return select_all<Nomination>(read, {nomination_table, "where company = :company limit :many"},
                                  use(company, "company"), use(limit, "many"));
}

std::vector<Nomination> some_of(Read const& read, CompanyId const& company, std::string const& season,
                                Nomination::State state, int limit) {
    return select_all<Nomination>(read, {nomination_table, R"(
        where company = :company and season = :season and state = :state order by id limit :many)"},
                                  use(company, "company"), use(season, "season"), use(state, "state"),
                                  use(limit, "many"));
}

long long count_of(Read const& read, CompanyId const& company, std::string const& season,
                   Nomination::State state, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select id from nominations where company = :company and season = :season
        and state = :state limit :most) few)",
                                   use(company, "company"), use(season, "season"), use(state, "state"),
                                   use(most, "most"));
}

std::vector<Nomination> overdue(Read const& read, Time now, int limit) {
    return select_all<Nomination>(read, {nomination_table, R"(
        where state = 'unconfirmed' and expires_at <= :now order by expires_at, id limit :many)"},
                                  use(now, "now"), use(limit, "many"));
}

std::vector<Nomination> recent(Read const& read, int limit, std::optional<NominationId> const& after) {
    constexpr auto in_order = "order by created_at desc, id desc limit :many";
    if (!after) return select_all<Nomination>(read, {nomination_table, in_order}, use(limit, "many"));
    return select_all<Nomination>(read,
                                  {nomination_table, R"(
        where (created_at, id) < (select created_at, id from nominations where id = :after))",
                                   in_order},
                                  use(*after, "after"), use(limit, "many"));
}

long long count(Read const& read, std::string const& season, Nomination::State state, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select id from nominations where season = :season and state = :state
        limit :most) few)",
                                   use(season, "season"), use(state, "state"), use(most, "most"));
}

std::vector<NominationId> of_season(Read const& read, std::string const& season, NominationId const& after,
                                    int limit) {
    return select_all<NominationId>(read, R"(
        select id from nominations where season = :season and id > :after order by id limit :many)",
                                    use(season, "season"), use(after, "after"), use(limit, "many"));
}

void forget_person(Write& write, NominationId const& nomination) {
    execute(write, "update nominations set sealed_mail = null, person_hash = id where id = :id",
            use(nomination, "id"));
    nomination_signals::remove(write, nomination);
}

}  // namespace nominations

namespace bursts {

void begin(Write& write, Nomination const& nomination, std::string const& sketch) {
    auto const& row = nomination;
    insert(write, {"bursts", "leader, season, company, began_at, sketch"},
           std::tie(row.id, row.season, row.company, row.created_at, sketch), "on conflict do nothing");
}

std::vector<Burst> since(Read const& read, std::string const& season, CompanyId const& company, Time since,
                         int limit) {
    return select_all<Burst>(read, R"(
        select leader, began_at, sketch from bursts where season = :season and company = :company
        and began_at >= :since order by began_at desc limit :many)",
                             use(season, "season"), use(company, "company"), use(since, "since"),
                             use(limit, "many"));
}

void remove_before(Write& write, Time before, int limit) {
    execute(write, R"(
        delete from bursts where leader in
        (select leader from bursts where began_at < :before order by began_at limit :many))",
            use(before, "before"), use(limit, "many"));
}

}  // namespace bursts

namespace nomination_signals {

void add(Write& write, NominationId const& nomination, NominationSignal const& signal) {
    execute(write, R"(
        insert into nomination_signals (nomination, signal, value_hash, sent_at)
        select id, cast(:signal as text), cast(:value as text), created_at from nominations where id = :nomination
        on conflict (nomination, signal) do nothing)",
            use(signal.signal, "signal"), use(signal.value_hash, "value"), use(nomination, "nomination"));
}

std::vector<NominationSignal> of(Read const& read, NominationId const& nomination) {
    return select_all<NominationSignal>(read, R"(
        select signal, value_hash from nomination_signals where nomination = :nomination order by signal)",
                                        use(nomination, "nomination"));
}

long long sent_since(Read const& read, NominationSignal const& signal, Time since, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select nomination from nomination_signals where signal = :signal
        and value_hash = :value and sent_at >= :since limit :most) few)",
                                   use(signal.signal, "signal"), use(signal.value_hash, "value"),
                                   use(since, "since"), use(most, "most"));
}

void remove(Write& write, NominationId const& nomination) {
    execute(write, "delete from nomination_signals where nomination = :id", use(nomination, "id"));
}

}  // namespace nomination_signals

namespace follow_ups {

void plan(Write& write, NominationId const& nomination, Time due_at) {
    execute(write, R"(
        insert into follow_ups (nomination, due_at, season)
        select id, cast(:due as bigint), season from nominations where id = :nomination
        on conflict (nomination) do nothing)",
            use(due_at, "due"), use(nomination, "nomination"));
}

std::vector<FollowUp> due(Read const& read, Time now, int limit) {
    return select_all<FollowUp>(read, {follow_up_table, R"(
        where asked_at is null and due_at <= :now order by due_at, nomination limit :many)"},
                                use(now, "now"), use(limit, "many"));
}

bool ask(Write& write, NominationId const& nomination, std::string const& answer_hash, Time now) {
    return execute(write, R"(
        update follow_ups set asked_at = :now, answer_hash = :hash
        where nomination = :nomination and asked_at is null)",
                   use(now, "now"), use(answer_hash, "hash"), use(nomination, "nomination")) == 1;
}

std::optional<FollowUp> find(Read const& read, NominationId const& nomination) {
    return select_first<FollowUp>(read, {follow_up_table, "where nomination = :nomination"},
                                  use(nomination, "nomination"));
}

std::optional<FollowUp> find_by_link(Read const& read, std::string const& answer_hash) {
    return select_first<FollowUp>(read, {follow_up_table, "where answer_hash = :hash"},
                                  use(answer_hash, "hash"));
}

bool answer(Write& write, NominationId const& nomination, std::string const& words, Time now) {
    return execute(write, R"(
        update follow_ups set answer = :answer, answered_at = :now
        where nomination = :nomination and answer is null)",
                   use(words, "answer"), use(now, "now"), use(nomination, "nomination")) == 1;
}

void remove(Write& write, NominationId const& nomination) {
    execute(write, "delete from follow_ups where nomination = :nomination", use(nomination, "nomination"));
}

long long unanswered(Read const& read, std::string const& season, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select 1 from follow_ups where season = :season and answer is null
        limit :most) few)",
                                   use(season, "season"), use(most, "most"));
}

}  // namespace follow_ups

namespace stories {

long long unread(Read const& read, std::string const& season, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select 1 from nominations where season = :season and state = 'counted'
        and may_publish = 1 and story_approved_at is null and story <> '' limit :most) few)",
                                   use(season, "season"), use(most, "most"));
}

namespace {

/// Runs an update that returns season, category and company of the nomination it changed, and marks them.
template <class... Uses>
bool mark_changed(Write& write, Time now, char const* sql, Uses const&... uses) {
    auto const row = select_first<std::tuple<std::string, std::string, CompanyId>>(write, sql, uses...);
    if (!row) return false;
    auto const& [season, category, company] = *row;
    board_changes::mark(write, season, category, company, now);
    return true;
}

}  // namespace

bool approve(Write& write, NominationId const& nomination, std::string const& story_sha256, Time now) {
    return mark_changed(write, now, R"(
        update nominations set story_approved_at = :now, story_approved_sha256 = story_sha256
        where id = :id and state = 'counted' and may_publish = 1 and story <> ''
        and story_sha256 = :read and coalesce(story_approved_sha256, '') <> story_sha256
        returning season, category, company)",
                        use(now, "now"), use(nomination, "id"), use(story_sha256, "read"));
}

bool hide(Write& write, NominationId const& nomination, Time now) {
    bool const hidden = mark_changed(write, now, R"(
        update nominations set story_approved_at = null, story_approved_sha256 = null where id = :id
        and story_approved_at is not null returning season, category, company)",
                                     use(nomination, "id"));
    if (hidden)
        execute(write, R"(
            insert into story_removals (season, company)
            select season, company from nominations where id = :id and true
            on conflict (season, company) do update set changes = story_removals.changes + 1)",
                use(nomination, "id"));
    return hidden;
}

bool approved(Read const& read, NominationId const& nomination) {
    return select_value<long long>(read, R"(
        select count(*) from nominations where id = :id and story_approved_sha256 = story_sha256)",
                                   use(nomination, "id")) > 0;
}

std::vector<Story> shown(Read const& read, std::string const& season, CompanyId const& company, int limit) {
    constexpr auto may_be_shown = R"(
        and n.state = 'counted' and n.may_publish = 1 and n.story is not null
        and n.story_approved_sha256 = n.story_sha256 and n.erased_at is null and c.state = 'active'
        and n.story_approved_at is not null order by n.story_approved_at desc, n.id limit :limit)";
    constexpr auto of_season = R"(
        select n.id, n.company, c.slug, c.name, n.category, n.story, n.language, n.confirmed_day,
               n.story_approved_at
        from nominations n cross join companies c where c.id = n.company and n.season = :season)";
    if (company.text().empty())
        return select_all<Story>(read, {of_season, may_be_shown}, use(season, "season"), use(limit, "limit"));
    return select_all<Story>(read, {of_season, "and n.company = :company", may_be_shown},
                             use(season, "season"), use(company, "company"), use(limit, "limit"));
}

}  // namespace stories
}  // namespace storage
