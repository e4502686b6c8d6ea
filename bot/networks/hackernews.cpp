#include "bot/networks/hackernews.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/hackernews_post.h"
#include "bot/networks/json.h"
#include "bot/networks/percent.h"
#include "bot/networks/seen.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = minutes(10);
constexpr int hits_a_page = 100;
constexpr int pages_a_query = 50;  // a longer gap than these hold is told and left

/// How far the rounds through the queries got. A round asks each query for what came since the last one.
struct Place {
    Time start{};                 // of the first search less the back-fill: nothing older is ever asked for
    Time since{};                 // of this round
    Time newest{};                // seen so far
    std::size_t query{};          // that is being asked
    int pages{};                  // it has given in this round
    std::optional<Time> until{};  // its next page begins here
    Seen seen{};

    static Place first(Time start) { return {start, start, start}; }
    static std::optional<Place> from(std::string_view text);
    std::string text() const;
    void next_query(std::size_t queries);
};

long long seconds_of(Time moment) {
    return floor<seconds>(moment.time_since_epoch()).count();
}

std::optional<Time> moment_at(nlohmann::json const& value, std::string_view key) {
    auto const number = json::whole(value, key);
    if (!number || *number < 0 || *number > 253'402'300'799) return std::nullopt;
    return Time(seconds(*number));
}

std::optional<Place> Place::from(std::string_view text) {
    auto const stored = nlohmann::json::parse(text, nullptr, false);
    auto const start = moment_at(stored, "start"), since = moment_at(stored, "since"),
               newest = moment_at(stored, "newest");
    if (!start || !since || !newest) return std::nullopt;
    Place place{*start, *since, *newest};
    place.query =
        static_cast<std::size_t>(std::max<std::int64_t>(0, json::whole(stored, "query").value_or(0)));
    place.pages =
        static_cast<int>(std::clamp<std::int64_t>(json::whole(stored, "pages").value_or(0), 0, 1000));
    place.until = moment_at(stored, "until");
    place.seen = Seen::from(json::item(stored, "seen"));
    return place;
}

std::string Place::text() const {
    nlohmann::json stored{{"start", seconds_of(start)},
                          {"since", seconds_of(since)},
                          {"newest", seconds_of(newest)},
                          {"query", query},
                          {"pages", pages},
                          {"seen", seen.to_json()}};
    if (until) stored["until"] = seconds_of(*until);
    return json::written(stored);
}

void Place::next_query(std::size_t queries) {
    until.reset();
    pages = 0;
    if (++query < queries) return;
    query = 0;
    since = std::max(start, newest - overlap);
    seen.forget_before(since);
}

std::string path_of(std::string const& words, Place const& place) {
    // Algolia forgives typing errors and completes words: neither is wanted, nor is it the last filter.
    auto range = fmt::format("created_at_i>={}", seconds_of(place.since));
    if (place.until) range += fmt::format(",created_at_i<={}", seconds_of(*place.until));
    Query query;
    query.add("query", words).add("tags", "(story,comment,poll)").add("numericFilters", range);
    query.add("hitsPerPage", hits_a_page).add("typoTolerance", "false").add("advancedSyntax", "true");
    return query.after("/api/v1/search_by_date");
}

/// Puts what is new of an answer into the page; the time of its oldest post if more wait behind it.
std::optional<Time> take(nlohmann::json const& answer, Time now, Place& place, SearchPage& page) {
    std::optional<Time> oldest;
    bool any_new = false;
    for (auto const& hit : json::list(answer, "hits")) {
        auto post = post_of_hit(hit);
        if (!post) continue;
        // A date in the future would hide all that comes before it.
        auto const written_at = std::min(post->written_at.value_or(now), now);
        if (written_at < place.since) continue;
        oldest = std::min(oldest.value_or(written_at), written_at);
        place.newest = std::max(place.newest, written_at);
        if (!place.seen.add(post->native_id, written_at)) continue;
        any_new = true;
        page.posts.push_back(std::move(*post));
    }
    auto const pages = json::whole(answer, "nbPages").value_or(0);
    return any_new && pages > 1 ? oldest : std::nullopt;
}

ApiSettings api_settings(HackerNewsSettings const& settings, std::string const& base) {
    ApiSettings api;
    api.network = "hackernews";
    api.base = base;
    api.user_agent = settings.user_agent;
    api.private_addresses = settings.private_addresses;
    api.timeout = settings.timeout;
    return api;
}

}  // namespace

HackerNewsListener::HackerNewsListener(HackerNewsSettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock), api_(api_settings(settings_, settings_.search), clock) {}

SearchPage HackerNewsListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const now = clock_.now();
    SearchPage page;
    auto stored = Place::from(cursor);
    if (!stored && !cursor.empty())
        page.skipped.push_back({"the stored cursor", "cannot be read; listening begins anew"});
    auto place = stored ? std::move(*stored) : Place::first(now - settings_.back_fill);
    auto queries = query.text.empty() ? settings_.queries : std::vector{query.text};
    if (queries.empty()) queries.emplace_back();
    if (place.query >= queries.size()) place.query = 0;
    auto const& words = queries[place.query];

    auto const answer = json::body_of(api_.get(path_of(words, place)), "hackernews");
    if (!json::item(answer, "hits").is_array())
        throw NetworkError(NetworkError::Class::theirs, "hackernews: the answer has no hits");
    auto const oldest = take(answer, now, place, page);
    if (oldest && ++place.pages < pages_a_query) {
        place.until = oldest;
        page.more = true;
    } else {
        if (oldest)
            page.skipped.push_back(
                {"hackernews", "too much was written since the last search; the oldest is left out"});
        page.more = place.query + 1 < queries.size();
        place.next_query(queries.size());
    }
    if (auto const away = api_.wait(); page.more && away > milliseconds(0)) page.wait = away;
    page.cursor = place.text();
    return page;
}

HackerNewsAnswerer::HackerNewsAnswerer(HackerNewsSettings const& settings, Clock const& clock)
    : ByHandAnswerer("hackernews", 0), api_(api_settings(settings, settings.items), clock) {}

Parent HackerNewsAnswerer::look(std::string_view native_id) {
    auto const path = fmt::format("/v0/item/{}.json", percent_encoded(native_id));
    auto parent = parent_of_item(json::body_of(api_.get(path), "hackernews"));
    parent.native_id = native_id;
    return parent;
}

Network hackernews(HackerNewsSettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "hackernews";
    network.policy = std::move(policy);
    network.interval = settings.interval;
    network.answerer = std::make_unique<HackerNewsAnswerer>(settings, clock);
    network.listener = std::make_unique<HackerNewsListener>(std::move(settings), clock);
    return network;
}

}  // namespace bot::networks
