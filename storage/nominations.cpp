#include "storage/nominations.h"

#include <array>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 5> nomination_states = {"unconfirmed", "counted", "withdrawn", "void",
                                                         "expired"};
constexpr std::array<std::string_view, 3> credits = {"team", "person", "both"};
constexpr std::array<std::string_view, 2> evidences = {"invited", "cold"};

template <class Enum, std::size_t n>
Enum nomination_named(std::array<std::string_view, n> const& names, std::string const& text) {
    for (std::size_t i = 0; i < n; ++i)
        if (text == names[i]) return static_cast<Enum>(i);
    throw Error(Error::Kind::broken, "a nomination has an unknown state, credit or evidence");
}

}  // namespace

std::string_view name_of(Nomination::State state) {
    return nomination_states.at(static_cast<std::size_t>(state));
}
std::string_view name_of(Nomination::Credit credit) {
    return credits.at(static_cast<std::size_t>(credit));
}
std::string_view name_of(Nomination::Evidence evidence) {
    return evidences.at(static_cast<std::size_t>(evidence));
}

namespace nominations {
namespace {

constexpr auto select_all =
    "select id, season, category, company, state, person_hash, sealed_mail, story, story_sha256, empathy, "
    "knowledge,"
    " professionalism, excellent, credit, sealed_person, may_publish, may_ask, language, evidence, "
    "token_hash,"
    " confirm_hash, created_at, expires_at, confirmed_at, erased_at, confirmed_day, weight, split, "
    "group_ids, salt,"
    " private_record, log_index, void_reason from nominations ";

/// The rows that `where` (with its order and limit) leaves; `uses` are its bound values.
template <class... Uses>
std::vector<Nomination> rows(Read const& read, char const* where, Uses&&... uses) {
    Nomination row;
    std::string state, credit, evidence;
    auto prepare = (read.session().prepare << select_all << where);
    ((prepare, std::forward<Uses>(uses)), ...);
    soci::statement select =
        (prepare, into(row.id), into(row.season), into(row.category), into(row.company), into(state),
         into(row.person_hash), into(row.sealed_mail), into(row.story), into(row.story_sha256),
         into(row.empathy), into(row.knowledge), into(row.professionalism), into(row.excellent), into(credit),
         into(row.sealed_person), into(row.may_publish), into(row.may_ask), into(row.language),
         into(evidence), into(row.token_hash), into(row.confirm_hash), into(row.created_at),
         into(row.expires_at), into(row.confirmed_at), into(row.erased_at), into(row.confirmed_day),
         into(row.weight), into(row.split), into(row.group_ids), into(row.salt), into(row.private_record),
         into(row.log_index), into(row.void_reason));
    std::vector<Nomination> found;
    for_each(select, [&] {
        row.state = nomination_named<Nomination::State>(nomination_states, state);
        row.credit = nomination_named<Nomination::Credit>(credits, credit);
        row.evidence = nomination_named<Nomination::Evidence>(evidences, evidence);
        found.push_back(row);
    });
    return found;
}

std::optional<Nomination> first(std::vector<Nomination> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void store(Write& write, char const* sql, Nomination const& row) {
    std::string const state(name_of(row.state)), credit(name_of(row.credit)), evidence(name_of(row.evidence));
    write.session() << sql, use(row.id, "id"), use(row.season, "season"), use(row.category, "category"),
        use(row.company, "company"), use(state, "state"), use(row.person_hash, "person_hash"),
        use(row.sealed_mail, "sealed_mail"), use(row.story, "story"), use(row.story_sha256, "story_sha256"),
        use(row.empathy, "empathy"), use(row.knowledge, "knowledge"),
        use(row.professionalism, "professionalism"), use(row.excellent, "excellent"), use(credit, "credit"),
        use(row.sealed_person, "sealed_person"), use(row.may_publish, "may_publish"),
        use(row.may_ask, "may_ask"), use(row.language, "language"), use(evidence, "evidence"),
        use(row.token_hash, "token_hash"), use(row.confirm_hash, "confirm_hash"),
        use(row.created_at, "created_at"), use(row.expires_at, "expires_at"),
        use(row.confirmed_at, "confirmed_at"), use(row.erased_at, "erased_at"),
        use(row.confirmed_day, "confirmed_day"), use(row.weight, "weight"), use(row.split, "split"),
        use(row.group_ids, "group_ids"), use(row.salt, "salt"), use(row.private_record, "private_record"),
        use(row.log_index, "log_index"), use(row.void_reason, "void_reason");
}

}  // namespace

void add(Write& write, Nomination const& nomination) {
    store(write,
          "insert into nominations (id, season, category, company, state, person_hash, sealed_mail, story,"
          " story_sha256, empathy, knowledge, professionalism, excellent, credit, sealed_person, "
          "may_publish, may_ask,"
          " language, evidence, token_hash, confirm_hash, created_at, expires_at, confirmed_at, erased_at,"
          " confirmed_day, weight, split, group_ids, salt, private_record, log_index, void_reason)"
          " values (:id, :season, :category, :company, :state, :person_hash, :sealed_mail, :story, "
          ":story_sha256,"
          " :empathy, :knowledge, :professionalism, :excellent, :credit, :sealed_person, :may_publish, "
          ":may_ask,"
          " :language, :evidence, :token_hash, :confirm_hash, :created_at, :expires_at, :confirmed_at, "
          ":erased_at,"
          " :confirmed_day, :weight, :split, :group_ids, :salt, :private_record, :log_index, :void_reason)",
          nomination);
}

void update(Write& write, Nomination const& nomination) {
    store(
        write,
        "update nominations set season = :season, category = :category, company = :company, state = :state,"
        " person_hash = :person_hash, sealed_mail = :sealed_mail, story = :story, story_sha256 = "
        ":story_sha256,"
        " empathy = :empathy, knowledge = :knowledge, professionalism = :professionalism, excellent = "
        ":excellent,"
        " credit = :credit, sealed_person = :sealed_person, may_publish = :may_publish, may_ask = :may_ask,"
        " language = :language, evidence = :evidence, token_hash = :token_hash, confirm_hash = :confirm_hash,"
        " created_at = :created_at, expires_at = :expires_at, confirmed_at = :confirmed_at, erased_at = "
        ":erased_at,"
        " confirmed_day = :confirmed_day, weight = :weight, split = :split, group_ids = :group_ids, salt = "
        ":salt,"
        " private_record = :private_record, log_index = :log_index, void_reason = :void_reason where id = "
        ":id",
        nomination);
}

void remove(Write& write, NominationId const& nomination) {
    write.session() << "delete from nomination_signals where nomination = :id", use(nomination, "id");
    write.session() << "delete from bursts where leader = :id", use(nomination, "id");
    write.session() << "delete from nominations where id = :id and state = 'unconfirmed'",
        use(nomination, "id");
}

std::optional<Nomination> find(Read const& read, NominationId const& nomination) {
    return first(rows(read, "where id = :id", use(nomination, "id")));
}

std::optional<Nomination> find_by_link(Read const& read, std::string const& confirm_hash) {
    return first(rows(read, "where confirm_hash = :hash", use(confirm_hash, "hash")));
}

std::vector<Nomination> counted(Read const& read, std::string const& season, std::string const& category,
                                CompanyId const& company) {
    return rows(read,
                "where season = :season and category = :category and company = :company and state = 'counted'"
                " order by confirmed_at, id",
                use(season, "season"), use(category, "category"), use(company, "company"));
}

std::vector<Nomination> of_person(Read const& read, std::string const& season, std::string const& category,
                                  std::string const& person_hash) {
    return rows(
        read,
        "where season = :season and category = :category and person_hash = :person order by created_at, id",
        use(season, "season"), use(category, "category"), use(person_hash, "person"));
}

std::vector<Nomination> of_company(Read const& read, CompanyId const& company) {
    return rows(read, "where company = :company order by created_at, id", use(company, "company"));
}

void begin_burst(Write& write, Nomination const& nomination) {
    write.session() << "insert into bursts (leader, season, category, company, began_at)"
                       " values (:leader, :season, :category, :company, :began) on conflict do nothing",
        use(nomination.id, "leader"), use(nomination.season, "season"), use(nomination.category, "category"),
        use(nomination.company, "company"), use(nomination.created_at, "began");
}

std::vector<Nomination> burst_leaders(Read const& read, std::string const& season,
                                      std::string const& category, CompanyId const& company, Time since,
                                      int limit) {
    return rows(read,
                "where id in (select leader from bursts where season = :season and category = :category"
                " and company = :company and began_at >= :since order by began_at desc, leader limit :many)"
                " order by created_at desc, id",
                use(season, "season"), use(category, "category"), use(company, "company"),
                use(since, "since"), use(limit, "many"));
}

std::vector<Nomination> overdue(Read const& read, Time now, int limit) {
    return rows(read,
                "where state = 'unconfirmed' and expires_at <= :now order by expires_at, id limit :many",
                use(now, "now"), use(limit, "many"));
}

std::vector<Nomination> recent(Read const& read, int limit, std::optional<NominationId> const& after) {
    if (!after) return rows(read, "order by created_at desc, id desc limit :many", use(limit, "many"));
    return rows(read,
                "where (created_at, id) < (select created_at, id from nominations where id = :after)"
                " order by created_at desc, id desc limit :many",
                use(*after, "after"), use(limit, "many"));
}

long long sent_by(Read const& read, std::string const& person_hash, Time since) {
    long long forms = 0;
    read.session() << "select count(*) from nominations where person_hash = :person and created_at >= :since",
        use(person_hash, "person"), use(since, "since"), into(forms);
    return forms;
}

std::vector<StateCount> counts(Read const& read, std::string const& season) {
    StateCount row;
    soci::statement select = (read.session().prepare << "select state, count(*) from nominations where "
                                                        "season = :season group by state order by state",
                              use(season, "season"), into(row.state), into(row.nominations));
    std::vector<StateCount> found;
    for_each(select, [&] { found.push_back(row); });
    return found;
}

long long forget_people(Write& write, std::string const& season) {
    soci::statement change =
        (write.session().prepare << "update nominations set sealed_mail = null, person_hash = id"
                                    " where season = :season and person_hash <> id",
         use(season, "season"));
    return affected(change);
}

}  // namespace nominations
}  // namespace storage
