#include "storage/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 3> lanes{"likely", "maybe", "quiet"};
constexpr std::array<std::string_view, 5> states{"waiting", "skipped", "answering", "answered", "gone"};

template <class Enum, std::size_t Count>
Enum named(std::array<std::string_view, Count> const& names, std::string const& name) {
    return static_cast<Enum>(std::ranges::find(names, name) - names.begin());
}

std::string text_of(Candidate::Lane lane) {
    return std::string(name_of(lane));
}
std::string text_of(Candidate::State state) {
    return std::string(name_of(state));
}

std::vector<QueueLine> lines(soci::statement& statement, QueueLine const& fetched) {
    std::vector<QueueLine> all;
    for_each(statement, [&] { all.push_back(fetched); });
    return all;
}

}  // namespace

std::string_view name_of(Candidate::Lane lane) {
    return lanes[static_cast<std::size_t>(lane)];
}
std::string_view name_of(Candidate::State state) {
    return states[static_cast<std::size_t>(state)];
}

namespace candidates {

long long queue_key(Time found_at, double praise) {
    constexpr double milliseconds_a_unit = 2 * 60 * 60 * 1000.0;
    auto const sure = std::clamp(praise, 1e-6, 1 - 1e-6);
    return found_at.time_since_epoch().count() +
           std::llround(milliseconds_a_unit * std::log(sure / (1 - sure)));
}

bool add(Write& write, Candidate const& candidate) {
    auto& session = write.session();
    int barred = 0;
    session
        << "select count(*) from posts p join left_alone l on l.author_key = p.author_key where p.id = :post",
        use(candidate.post, "post"), into(barred);
    if (barred > 0) return false;
    auto const lane = text_of(candidate.lane), state = text_of(candidate.state);
    soci::statement insert(
        (session.prepare
             << "insert into candidates (id, post, company, label, praise, credit, person, handle, reasons, "
                "model, "
                "lane, queue_key, like_skipped, state, created_at) values (:id, :post, :company, :label, "
                ":praise, :credit, "
                ":person, :handle, :reasons, :model, :lane, :queue_key, :like_skipped, :state, :created_at) "
                "on conflict do "
                "nothing",
         use(candidate.id, "id"), use(candidate.post, "post"), use(candidate.company, "company"),
         use(candidate.label, "label"), use(candidate.praise, "praise"), use(candidate.credit, "credit"),
         use(candidate.person, "person"), use(candidate.handle, "handle"), use(candidate.reasons, "reasons"),
         use(candidate.model, "model"), use(lane, "lane"), use(candidate.queue_key, "queue_key"),
         use(candidate.like_skipped, "like_skipped"), use(state, "state"),
         use(candidate.created_at, "created_at")));
    return affected(insert) == 1;
}

std::optional<Candidate> find(Read const& read, CandidateId const& id) {
    Candidate found;
    std::string lane, state;
    auto& session = read.session();
    session << "select id, post, company, label, praise, credit, person, handle, reasons, model, lane, "
               "queue_key, like_skipped, state, held_by, "
               "held_until, later_until, created_at, decided_at from candidates where id = :id",
        use(id, "id"), into(found.id), into(found.post), into(found.company), into(found.label),
        into(found.praise), into(found.credit), into(found.person), into(found.handle), into(found.reasons),
        into(found.model), into(lane), into(found.queue_key), into(found.like_skipped), into(state),
        into(found.held_by), into(found.held_until), into(found.later_until), into(found.created_at),
        into(found.decided_at);
    if (!session.got_data()) return std::nullopt;
    found.lane = named<Candidate::Lane>(lanes, lane);
    found.state = named<Candidate::State>(states, state);
    return found;
}

std::optional<CandidateId> id_of(Read const& read, PostId const& post) {
    CandidateId id;
    auto& session = read.session();
    session << "select id from candidates where post = :post", use(post, "post"), into(id);
    return session.got_data() ? std::optional(id) : std::nullopt;
}

std::vector<QueueLine> waiting(Read const& read, Candidate::Lane lane, Time now, int limit,
                               std::optional<QueueKey> const& after) {
    auto const from = after.value_or(QueueKey{std::numeric_limits<long long>::max(), {}});
    auto const name = text_of(lane);
    QueueLine line;
    soci::statement select(
        (read.session().prepare
             << "select c.id, p.network, p.text, p.written_at, c.queue_key, o.name from candidates c "
                "join posts p on p.id = c.post left join operators o on o.id = c.held_by and c.held_until > "
                ":now "
                "where c.state = 'waiting' and c.lane = :lane and (c.later_until is null or c.later_until <= "
                ":now) "
                "and (c.queue_key < :key or (c.queue_key = :key and c.id > :after)) order by c.queue_key "
                "desc, c.id limit :limit",
         use(now, "now"), use(name, "lane"), use(from.key, "key"), use(from.id, "after"), use(limit, "limit"),
         into(line.id), into(line.network), into(line.text), into(line.written_at), into(line.queue_key),
         into(line.held_by)));
    return lines(select, line);
}

long long count_waiting(Read const& read, Candidate::Lane lane, Time now) {
    auto const name = text_of(lane);
    long long count = 0;
    read.session() << "select count(*) from candidates where state = 'waiting' and lane = :lane "
                      "and (later_until is null or later_until <= :now)",
        use(name, "lane"), use(now, "now"), into(count);
    return count;
}

std::optional<CandidateId> best_free(Read const& read, Candidate::Lane lane, OperatorId const& person,
                                     Time now) {
    auto const name = text_of(lane);
    CandidateId id;
    auto& session = read.session();
    session << "select id from candidates where state = 'waiting' and lane = :lane "
               "and (later_until is null or later_until <= :now) "
               "and (held_by is null or held_by = :person or held_until <= :now) order by queue_key desc, id "
               "limit 1",
        use(name, "lane"), use(now, "now"), use(person, "person"), into(id);
    return session.got_data() ? std::optional(id) : std::nullopt;
}

std::optional<std::string> holder(Read const& read, CandidateId const& id, Time now) {
    std::string name;
    auto& session = read.session();
    session << "select o.name from candidates c join operators o on o.id = c.held_by "
               "where c.id = :id and c.state = 'waiting' and c.held_until > :now",
        use(id, "id"), use(now, "now"), into(name);
    return session.got_data() ? std::optional(name) : std::nullopt;
}

std::vector<QueueLine> skipped(Read const& read, Time since, int limit) {
    QueueLine line;
    soci::statement select(
        (read.session().prepare
             << "select c.id, p.network, p.text, p.written_at, c.queue_key from candidates c join posts p "
                "on p.id = c.post where c.state = 'skipped' and c.decided_at >= :since "
                "order by c.decided_at desc, c.id limit :limit",
         use(since, "since"), use(limit, "limit"), into(line.id), into(line.network), into(line.text),
         into(line.written_at), into(line.queue_key)));
    return lines(select, line);
}

bool claim(Write& write, CandidateId const& id, OperatorId const& person, Time now, Time until) {
    soci::statement update(
        (write.session().prepare
             << "update candidates set held_by = :person, held_until = :until where id = :id and "
                "state = 'waiting' and (held_by is null or held_by = :person or held_until <= :now)",
         use(person, "person"), use(until, "until"), use(id, "id"), use(now, "now")));
    return affected(update) == 1;
}

void release(Write& write, CandidateId const& id, OperatorId const& person) {
    write.session()
        << "update candidates set held_by = null, held_until = null where id = :id and held_by = :person",
        use(id, "id"), use(person, "person");
}

bool move(Write& write, CandidateId const& id, Candidate::State from, Candidate::State to, Time now) {
    auto const old_state = text_of(from), new_state = text_of(to);
    soci::statement update(
        (write.session().prepare
             << "update candidates set state = :new_state, decided_at = :now, held_by = null, "
                "held_until = null, later_until = null where id = :id and state = :old_state",
         use(new_state, "new_state"), use(now, "now"), use(id, "id"), use(old_state, "old_state")));
    return affected(update) == 1;
}

void put_off(Write& write, CandidateId const& id, Time until) {
    write.session()
        << "update candidates set later_until = :until, held_by = null, held_until = null where id = :id",
        use(until, "until"), use(id, "id");
}

void set_company(Write& write, CandidateId const& id, std::optional<CompanyId> const& company) {
    write.session() << "update candidates set company = :company where id = :id", use(company, "company"),
        use(id, "id");
}

long long move_late(Write& write, Time written_before) {
    soci::statement update(
        (write.session().prepare
             << "update candidates set lane = 'quiet' where state = 'waiting' and lane <> 'quiet' "
                "and post in (select id from posts where written_at < :before)",
         use(written_before, "before")));
    return affected(update);
}

void withdraw_author(Write& write, std::string const& author_key, Time now) {
    write.session()
        << "update candidates set state = 'gone', decided_at = :now, held_by = null, held_until = null, "
           "later_until = null where state in ('waiting', 'skipped') "
           "and post in (select id from posts where author_key = :author_key)",
        use(now, "now"), use(author_key, "author_key");
}

bool withdraw_post(Write& write, PostId const& post, Time now) {
    soci::statement update(
        (write.session().prepare
             << "update candidates set state = 'gone', decided_at = :now, held_by = null, held_until = null, "
                "later_until = null where state in ('waiting', 'skipped') and post = :post",
         use(now, "now"), use(post, "post")));
    return affected(update) == 1;
}

}  // namespace candidates
}  // namespace storage
