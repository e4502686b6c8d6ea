#include "bot/networks/search/rounds.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

using storage::Time;

std::uint64_t count_at(nlohmann::json const& value, std::string_view key) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, json::whole(value, key).value_or(0)));
}

}  // namespace

std::string const& Rounds::begin(std::vector<std::string> lists, Time start) {
    lists_ = std::move(lists);
    std::erase_if(walks_,
                  [&](auto const& walk) { return std::ranges::find(lists_, walk.first) == lists_.end(); });
    for (auto const& list : lists_) walks_.try_emplace(list, Walk{start, start, start});
    if (!more()) ++round_;
    auto const due = std::ranges::find_if(lists_, [&](auto const& list) { return pending(list); });
    auto const& list = lists_.at(static_cast<std::size_t>(due - lists_.begin()));
    // What others showed before this one is asked, its own index knows as well.
    if (auto& place = walks_.at(list); place.pages == 0) place.newest = std::max(place.newest, newest_);
    return list;
}

void Rounds::finish(std::string const& list, std::chrono::milliseconds overlap) {
    auto& place = walks_.at(list);
    newest_ = std::max(newest_, place.newest);
    place.since = std::max(place.start, place.newest - overlap);
    place.round = round_;
    place.pages = 0;
    place.next.clear();
    auto oldest = place.since;
    for (auto const& [name, walk] : walks_) oldest = std::min(oldest, walk.since);
    seen.forget_before(oldest);
}

bool Rounds::more() const {
    return std::ranges::any_of(lists_, [&](auto const& list) { return pending(list); });
}

std::string Rounds::text() const {
    auto walks = nlohmann::json::object();
    for (auto const& [list, walk] : walks_)
        walks[list] = {{"start", seconds_of(walk.start)},
                       {"since", seconds_of(walk.since)},
                       {"newest", seconds_of(walk.newest)},
                       {"round", walk.round},
                       {"pages", walk.pages},
                       {"next", walk.next}};
    return json::written({{"round", round_},
                          {"newest", seconds_of(newest_)},
                          {"walks", std::move(walks)},
                          {"seen", seen.to_json()}});
}

std::optional<Rounds> Rounds::from(std::string_view text) {
    auto const stored = json::parsed(text);
    auto const& walks = json::item(stored, "walks");
    auto const newest = json::seconds(stored, "newest");
    if (!walks.is_object() || !newest) return std::nullopt;
    Rounds rounds;
    rounds.newest_ = *newest;
    rounds.round_ = std::max<std::uint64_t>(1, count_at(stored, "round"));
    for (auto const& [list, value] : walks.items()) {
        auto const start = json::seconds(value, "start"), since = json::seconds(value, "since"),
                   top = json::seconds(value, "newest");
        if (!start || !since || !top) return std::nullopt;
        Walk walk{*start, *since, *top};
        walk.round = count_at(value, "round");
        walk.pages = static_cast<int>(std::min<std::uint64_t>(count_at(value, "pages"), 1000));
        walk.next = json::text(value, "next").value_or("");
        rounds.walks_.emplace(list, std::move(walk));
    }
    rounds.seen = Seen::from(json::item(stored, "seen"));
    return rounds;
}

}  // namespace bot::networks
