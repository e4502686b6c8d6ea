#include "storage/decisions.h"

#include <algorithm>
#include <array>

#include "storage/engine/sql.h"

namespace storage {

static auto fields(Decision& row) {
    return std::tie(row.candidate, row.person, row.what, row.reason, row.note, row.made_at);
}

namespace decisions {

constexpr Table decision_table{"decisions", "candidate, operator, what, reason, note, made_at"};

void add(Write& write, Decision const& decision) {
    auto row = decision;
    auto const id = random_base32(16);
    insert(write, {"decisions", std::string(decision_table.columns) + ", id"},
           std::tuple_cat(fields(row), std::tie(id)));
}

std::vector<Decision> of(Read const& read, CandidateId const& candidate) {
    return select_all<Decision>(read, {decision_table, R"(
        where candidate = :candidate order by made_at, id)"},
                                use(candidate, "candidate"));
}

}  // namespace decisions

namespace judgements {
namespace {

/// The last decision `d` on a candidate, but for those that leave it as open as it was.
constexpr auto is_last = R"(
    d.what not in ('later', 'company') and not exists (select 1 from decisions e where
    e.candidate = d.candidate and e.what not in ('later', 'company') and (e.made_at > d.made_at or
    (e.made_at = d.made_at and e.id > d.id))))";

constexpr std::array<std::string_view, 4> about_the_text{"not_praise", "product", "sarcasm", "own_people"};
constexpr std::array<std::string_view, 4> answers{"approve", "by_hand", "sent", "unclear"};

bool among(auto const& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::optional<bool> praises(std::string_view what, std::optional<std::string> const& reason) {
    if (among(answers, what) || (what == "settle" && reason == "sent")) return true;
    if (what == "skip" && reason && among(about_the_text, *reason)) return false;
    return std::nullopt;
}

std::vector<JudgedCount> counts(Read const& read, Time from, Time until) {
    std::array<JudgedCount, stored_words<Candidate::Lane>.size()> lanes;
    Candidate::Lane lane{};
    std::string what;
    std::optional<std::string> reason;
    long long candidates = 0;
    auto const add = [&] {
        auto const praise = praises(what, reason);
        if (!praise) return;
        auto& count = lanes[static_cast<std::size_t>(lane)];
        count.lane = lane;
        count.judged += candidates;
        count.right += *praise ? candidates : 0;
    };
    select_each(read,
                {R"(
        select c.lane, d.what, d.reason, count(*) from decisions d
        join candidates c on c.id = d.candidate
        where d.made_at >= :from_time and d.made_at < :until_time and)",
                 is_last, "group by c.lane, d.what, d.reason"},
                std::tie(lane, what, reason, candidates), add, use(from, "from_time"),
                use(until, "until_time"));
    std::vector<JudgedCount> all;
    std::ranges::copy_if(lanes, std::back_inserter(all), [](auto const& count) { return count.judged > 0; });
    return all;
}

std::vector<Judgement> with_words(Read const& read) {
    std::vector<Judgement> all;
    Judgement row;
    std::string what;
    Candidate::State state{};
    auto const add = [&] {
        auto const praise = praises(what, row.reason);
        // One that moved on without a person's word is not judged by the word before.
        if (!praise || *praise == (state == Candidate::State::skipped)) return;
        row.praise = *praise;
        all.push_back(row);
    };
    select_each(read,
                {R"(
        select p.post_key, p.network, p.text, p.language, p.author_handle, d.what, d.reason,
               d.made_at, c.state
        from decisions d join candidates c on c.id = d.candidate join posts p on p.id = c.post
        where p.text is not null and p.emptied_at is null
        and c.state in ('skipped', 'answering', 'answered')
        and (p.edited_at is null or p.edited_at <= d.made_at)
        and not exists (select 1 from left_alone l where l.author_key = p.author_key and l.why = 'stop') and)",
                 is_last, "order by p.post_key"},
                std::tie(row.post_key, row.network, row.text, row.language, row.author_handle, what,
                         row.reason, row.made_at, state),
                add);
    return all;
}

std::optional<Time> latest(Read const& read) {
    return select_first<Time>(read, R"(
        select made_at from decisions where what not in ('later', 'company')
        order by made_at desc limit 1)");
}

}  // namespace judgements
}  // namespace storage
