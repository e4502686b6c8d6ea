#include "storage/judgements.h"

#include <algorithm>
#include <array>

#include "storage/engine/sql.h"

namespace storage::judgements {
namespace {

/// The last decision `d` on a candidate, but for those that leave it as open as it was.
constexpr auto last_words =
    "d.what not in ('later', 'company') and not exists (select 1 from decisions e where "
    "e.candidate = d.candidate and e.what not in ('later', 'company') and (e.made_at > d.made_at or "
    "(e.made_at = d.made_at and e.id > d.id)))";

constexpr std::array<std::string_view, 4> speak_of_the_text{"not_praise", "product", "sarcasm", "own_people"};
constexpr std::array<std::string_view, 4> answers{"approve", "by_hand", "sent", "unclear"};

bool among(auto const& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::optional<bool> praises(std::string_view what, std::optional<std::string> const& reason) {
    if (among(answers, what) || (what == "settle" && reason == "sent")) return true;
    if (what == "skip" && reason && among(speak_of_the_text, *reason)) return false;
    return std::nullopt;
}

std::vector<JudgedCount> counts(Read const& read, Time from, Time until) {
    std::array<JudgedCount, 3> lanes;
    std::string lane, what;
    std::optional<std::string> reason;
    long long finds = 0;
    soci::statement select((
        read.session().prepare << "select c.lane, d.what, d.reason, count(*) from decisions d "
                                  "join candidates c on c.id = d.candidate "
                                  "where d.made_at >= :from_time and d.made_at < :until_time and "
                               << last_words << " group by c.lane, d.what, d.reason",
        use(from, "from_time"), use(until, "until_time"), into(lane), into(what), into(reason), into(finds)));
    for_each(select, [&] {
        auto const praise = praises(what, reason);
        if (!praise) return;
        for (auto const name : {Candidate::Lane::likely, Candidate::Lane::maybe, Candidate::Lane::quiet}) {
            if (name_of(name) != lane) continue;
            auto& count = lanes[static_cast<std::size_t>(name)];
            count.lane = name;
            count.judged += finds;
            count.right += *praise ? finds : 0;
        }
    });
    std::vector<JudgedCount> all;
    std::ranges::copy_if(lanes, std::back_inserter(all), [](auto const& count) { return count.judged > 0; });
    return all;
}

std::vector<Judgement> with_words(Read const& read) {
    std::vector<Judgement> all;
    Judgement row;
    std::string what, state;
    soci::statement select(
        (read.session().prepare
             << "select p.post_key, p.network, p.text, p.language, p.author_handle, d.what, d.reason, "
                "d.made_at, c.state from decisions d join candidates c on c.id = d.candidate "
                "join posts p on p.id = c.post where p.text is not null and p.emptied_at is null "
                "and c.state in ('skipped', 'answering', 'answered') "
                "and (p.edited_at is null or p.edited_at <= d.made_at) "
                "and not exists (select 1 from left_alone l where l.author_key = p.author_key and l.why = "
                "'stop') and "
             << last_words << " order by p.post_key",
         into(row.post_key), into(row.network), into(row.text), into(row.language), into(row.author_handle),
         into(what), into(row.reason), into(row.made_at), into(state)));
    for_each(select, [&] {
        auto const praise = praises(what, row.reason);
        // A find that moved on without a person's word is not judged by the word before.
        if (!praise || *praise == (state == name_of(Candidate::State::skipped))) return;
        row.praise = *praise;
        all.push_back(row);
    });
    return all;
}

std::optional<Time> latest(Read const& read) {
    std::optional<Time> latest;
    read.session() << "select max(made_at) from decisions where what not in ('later', 'company')",
        into(latest);
    return latest;
}

}  // namespace storage::judgements
