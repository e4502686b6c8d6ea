#include "storage/candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "storage/decisions.h"
#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr long long a_day = 24 * 60 * 60 * 1000;

constexpr Table candidate_table{
    "candidates",
    "id, post, company, label, praise, credit, person, handle, reasons, model, lane, queue_key, "
    "like_skipped, state, held_by, held_until, later_until, created_at, decided_at"};

}  // namespace

static auto fields(Candidate& row) {
    return std::tie(row.id, row.post, row.company, row.label, row.praise, row.credit, row.person, row.handle,
                    row.reasons, row.model, row.lane, row.queue_key, row.demoted_for, row.state, row.held_by,
                    row.held_until, row.later_until, row.created_at, row.decided_at);
}

static auto fields(QueueLine& row) {
    return std::tie(row.id, row.network, row.text, row.written_at, row.queue_key, row.held_by);
}

static auto fields(SimilarCandidate& row) {
    return std::tie(row.id, row.text);
}

namespace candidates {

long long queue_key(Time found_at, double praise) {
    constexpr double milliseconds_a_unit = 2 * 60 * 60 * 1000.0;
    auto const sure = std::clamp(praise, 1e-6, 1 - 1e-6);
    return found_at.time_since_epoch().count() +
           std::llround(milliseconds_a_unit * std::log(sure / (1 - sure)));
}

bool add(Write& write, Candidate const& candidate) {
    auto const post = select_first<std::tuple<std::optional<Time>, long long>>(write, R"(
        select p.written_at, (select count(*) from left_alone l where l.author_key = p.author_key)
        from posts p where p.id = :post)",
                                                                               use(candidate.post, "post"));
    auto const [written_at, left_alone] = post.value_or(std::tuple(std::nullopt, 0));
    if (left_alone > 0) return false;
    auto row = candidate;
    return insert(write, {"candidates", std::string(candidate_table.columns) + ", written_at"},
                  std::tuple_cat(fields(row), std::tie(written_at)), "on conflict do nothing") == 1;
}

std::optional<Candidate> find(Read const& read, CandidateId const& id) {
    return select_first<Candidate>(read, {candidate_table, "where id = :id"}, use(id, "id"));
}

std::optional<CandidateId> id_of(Read const& read, PostId const& post) {
    return select_first<CandidateId>(read, "select id from candidates where post = :post", use(post, "post"));
}

std::vector<QueueLine> waiting(Read const& read, Candidate::Lane lane, Time now, int limit,
                               std::optional<QueueKey> const& after) {
    auto const from = after.value_or(QueueKey{std::numeric_limits<long long>::max(), {}});
    return select_all<QueueLine>(read, R"(
        select c.id, p.network, p.text, p.written_at, c.queue_key, o.name from candidates c
        join posts p on p.id = c.post left join operators o on o.id = c.held_by and c.held_until > :now
        where c.state = 'waiting' and c.lane = :lane and (c.later_until is null or c.later_until <= :now)
        and (c.queue_key < :key or (c.queue_key = :key and c.id > :after))
        order by c.queue_key desc, c.id limit :limit)",
                                 use(now, "now"), use(lane, "lane"), use(from.key, "key"),
                                 use(from.id, "after"), use(limit, "limit"));
}

long long count_waiting(Read const& read, Candidate::Lane lane, Time now) {
    return select_value<long long>(read, R"(
        select count(*) from (select id from candidates where state = 'waiting' and lane = :lane
        and (later_until is null or later_until <= :now) limit 1000) few)",
                                   use(lane, "lane"), use(now, "now"));
}

std::optional<CandidateId> best_free(Read const& read, Candidate::Lane lane, OperatorId const& person,
                                     Time now) {
    return select_first<CandidateId>(read, R"(
        select id from candidates where state = 'waiting' and lane = :lane
        and (later_until is null or later_until <= :now)
        and (held_by is null or held_by = :person or held_until <= :now)
        order by queue_key desc, id limit 1)",
                                     use(lane, "lane"), use(now, "now"), use(person, "person"));
}

std::optional<std::string> holder(Read const& read, CandidateId const& id, Time now) {
    return select_first<std::string>(read, R"(
        select o.name from candidates c join operators o on o.id = c.held_by
        where c.id = :id and c.state = 'waiting' and c.held_until > :now)",
                                     use(id, "id"), use(now, "now"));
}

std::vector<QueueLine> skipped(Read const& read, Time since, int limit) {
    return select_all<QueueLine>(read, R"(
        select c.id, p.network, p.text, p.written_at, c.queue_key, cast(null as text)
        from candidates c join posts p on p.id = c.post
        where c.state = 'skipped' and c.decided_at >= :since
        order by c.decided_at desc, c.id limit :limit)",
                                 use(since, "since"), use(limit, "limit"));
}

bool claim(Write& write, CandidateId const& id, OperatorId const& person, Time now, Time until) {
    return execute(write, R"(
        update candidates set held_by = :person, held_until = :until where id = :id and
        state = 'waiting' and (held_by is null or held_by = :person or held_until <= :now))",
                   use(person, "person"), use(until, "until"), use(id, "id"), use(now, "now")) == 1;
}

bool move(Write& write, CandidateId const& id, Candidate::State from, Candidate::State to, Time now) {
    return execute(write, R"(
        update candidates set state = :new_state, decided_at = :now, held_by = null,
        held_until = null, later_until = null where id = :id and state = :old_state)",
                   use(to, "new_state"), use(now, "now"), use(id, "id"), use(from, "old_state")) == 1;
}

void put_off(Write& write, CandidateId const& id, Time until) {
    execute(write, R"(
        update candidates set later_until = :until, held_by = null, held_until = null where id = :id)",
            use(until, "until"), use(id, "id"));
}

long long move_some(Write& write, CompanyId const& from, CompanyId const& into, int limit) {
    return execute(write, R"(
        update candidates set company = :into where id in
        (select id from candidates where company = :from limit :many))",
                   use(into, "into"), use(from, "from"), use(limit, "many"));
}

void set_company(Write& write, CandidateId const& id, std::optional<CompanyId> const& company) {
    execute(write, "update candidates set company = :company where id = :id", use(company, "company"),
            use(id, "id"));
}

long long move_late(Write& write, Time written_before) {
    return execute(write, R"(
        update candidates set lane = 'quiet' where state = 'waiting' and lane <> 'quiet'
        and written_at < :before)",
                   use(written_before, "before"));
}

void reclassify(Write& write, PostId const& post, Candidate const& as) {
    execute(write, R"(
        update candidates set label = :label, praise = :praise, credit = :credit, person = :person,
        handle = :handle, reasons = :reasons, model = :model, queue_key = :queue_key,
        like_skipped = :like_skipped, lane = case lane when 'quiet' then lane else :lane end
        where post = :post and state = 'waiting')",
            use(as.label, "label"), use(as.praise, "praise"), use(as.credit, "credit"),
            use(as.person, "person"), use(as.handle, "handle"), use(as.reasons, "reasons"),
            use(as.model, "model"), use(as.queue_key, "queue_key"), use(as.demoted_for, "like_skipped"),
            use(as.lane, "lane"), use(post, "post"));
}

void withdraw_author(Write& write, std::string const& author_key, Time now) {
    for (auto const& post : select_all<PostId>(write, "select id from posts where author_key = :author_key",
                                               use(author_key, "author_key")))
        withdraw_post(write, post, now);
}

bool withdraw_post(Write& write, PostId const& post, Time now) {
    return execute(write, R"(
        update candidates set state = 'gone', decided_at = :now, held_by = null, held_until = null,
        later_until = null where state in ('waiting', 'skipped') and post = :post)",
                   use(now, "now"), use(post, "post")) == 1;
}

std::vector<SimilarCandidate> similar_waiting(Read const& read, PostId const& as, int limit) {
    return select_all<SimilarCandidate>(read, R"(
        select c.id, p.text from posts s cross join posts p cross join candidates c
        where s.id = :post and p.id <> s.id and (p.band_1 = s.band_1 or
        p.band_2 = s.band_2 or p.band_3 = s.band_3 or p.band_4 = s.band_4)
        and c.post = p.id and c.state = 'waiting' and
        c.like_skipped is null and p.text is not null order by c.queue_key desc, c.id limit :most)",
                                        use(as, "post"), use(limit, "most"));
}

std::vector<SimilarCandidate> similar_skipped(Read const& read, TextSignature const& as, Time since,
                                              int limit) {
    std::vector<SimilarCandidate> found;
    if (!as.bands[0]) return found;
    SimilarCandidate row;
    std::optional<std::string> reason;
    // What moves a candidate on and the decision's row are of the same moment.
    select_each(
        read, R"(
        select c.id, p.text, d.reason from posts p cross join candidates c
        cross join decisions d where c.post = p.id and d.candidate = c.id and d.what = 'skip'
        and d.made_at = c.decided_at and (p.band_1 = :band_1 or p.band_2 = :band_2 or p.band_3 = :band_3 or p.band_4 = :band_4)
        and c.state = 'skipped' and c.decided_at >= :since and p.text is not null
        order by c.decided_at desc, c.id limit :most)",
        std::tie(row.id, row.text, reason),
        [&] {
            if (judgements::praises("skip", reason) == false) found.push_back(row);
        },
        use(as.bands[0], "band_1"), use(as.bands[1], "band_2"), use(as.bands[2], "band_3"),
        use(as.bands[3], "band_4"), use(since, "since"), use(limit, "most"));
    return found;
}

long long demoted(long long queue_key) {
    return queue_key - a_day;
}

void demote(Write& write, CandidateId const& id, CandidateId const& skipped) {
    execute(write, R"(
        update candidates set queue_key = queue_key - :day, like_skipped = :skipped
        where id = :id and state = 'waiting' and like_skipped is null)",
            use(a_day, "day"), use(skipped, "skipped"), use(id, "id"));
}

void undo_demotions(Write& write, CandidateId const& skipped) {
    execute(write, R"(
        update candidates set queue_key = queue_key + :day, like_skipped = null
        where like_skipped = :skipped)",
            use(a_day, "day"), use(skipped, "skipped"));
}

}  // namespace candidates
}  // namespace storage
