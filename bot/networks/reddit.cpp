#include "bot/networks/reddit.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/json.h"
#include "bot/networks/reddit_post.h"
#include "bot/networks/reddit_session.h"
#include "bot/networks/seen.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = hours(3);
constexpr int pages_a_turn = 10;  // Reddit's listings end at about 1000 posts

/// How far the rounds got; a round takes each listing in turn.
struct Place {
    Time start{};         // of the first search less the back-fill
    Time since{};         // of this round
    Time newest{};        // seen so far
    std::size_t turn{};   // the listing that is being read
    int pages{};          // read of it in this round
    std::string after{};  // where its next page begins; "" is its first
    Seen seen{};

    static Place first(Time start) { return {start, start, start}; }
    static std::optional<Place> from(std::string_view text);
    std::string text() const;
    void next_turn(std::size_t turns);
};

long long seconds_of(Time moment) {
    return floor<seconds>(moment.time_since_epoch()).count();
}

std::optional<Place> Place::from(std::string_view text) {
    auto const stored = nlohmann::json::parse(text, nullptr, false);
    auto const start = json::moment(stored, "start"), since = json::moment(stored, "since"),
               newest = json::moment(stored, "newest");
    if (!start || !since || !newest) return std::nullopt;
    Place place{*start, *since, *newest};
    place.turn = static_cast<std::size_t>(std::max<std::int64_t>(0, json::whole(stored, "turn").value_or(0)));
    place.pages =
        static_cast<int>(std::clamp<std::int64_t>(json::whole(stored, "pages").value_or(0), 0, 1000));
    place.after = json::text(stored, "after").value_or("");
    place.seen = Seen::from(json::item(stored, "seen"));
    return place;
}

std::string Place::text() const {
    return json::written({{"start", seconds_of(start)},
                          {"since", seconds_of(since)},
                          {"newest", seconds_of(newest)},
                          {"turn", turn},
                          {"pages", pages},
                          {"after", after},
                          {"seen", seen.to_json()}});
}

void Place::next_turn(std::size_t turns) {
    after.clear();
    pages = 0;
    if (++turn < turns) return;
    turn = 0;
    since = std::max(start, newest - overlap);
    seen.forget_before(since);
}

/// The paths of the listings, each with its own part of the query.
std::vector<std::pair<std::string, Query>> listings(RedditSettings const& settings, WatchQuery const& query) {
    std::vector<std::pair<std::string, Query>> all;
    auto const within =
        settings.subreddits.empty() ? "" : fmt::format("/r/{}", fmt::join(settings.subreddits, "+"));
    for (auto const& words : query.text.empty() ? settings.queries : std::vector{query.text}) {
        Query search;
        search.add("q", words).add("sort", "new").add("type", "link").add("t", "week");
        if (!within.empty()) search.add("restrict_sr", 1);
        all.emplace_back(within + "/search", search);
    }
    if (!within.empty() && all.empty()) all.emplace_back(within + "/new", Query());
    if (!within.empty()) all.emplace_back(within + "/comments", Query());
    if (all.empty())
        throw NetworkError(NetworkError::Class::ours, "reddit: there is neither a subreddit nor a query");
    return all;
}

/// Puts what is new into the page; true if what is behind it may be new as well.
bool take(nlohmann::json const& children, Time now, Place& place, SearchPage& page) {
    bool any_new = false, reached_old = false;
    for (auto const& child : children) {
        auto thing = reddit_thing(child);
        if (!thing) continue;
        auto& post = thing->post;
        if (thing->gone) {
            if (place.seen.has(post.native_id)) page.gone.push_back(std::move(post.native_id));
            continue;
        }
        auto const written_at = std::min(post.written_at.value_or(now), now);
        reached_old |= written_at < place.since;
        if (written_at < place.since) continue;
        place.newest = std::max(place.newest, written_at);
        if (!place.seen.add(post.native_id, written_at)) continue;
        any_new = true;
        page.posts.push_back(std::move(post));
    }
    return any_new && !reached_old;
}

nlohmann::json const& children_of(nlohmann::json const& answer) {
    auto const& children = json::deep(answer, "data/children");
    if (!children.is_array())
        throw NetworkError(NetworkError::Class::theirs, "reddit: the answer is no listing");
    return children;
}

}  // namespace

RedditListener::RedditListener(RedditSettings settings, std::shared_ptr<RedditSession> session,
                               Clock const& clock)
    : settings_(std::move(settings)), session_(std::move(session)), clock_(clock) {}

SearchPage RedditListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const now = clock_.now();
    SearchPage page;
    auto stored = Place::from(cursor);
    if (!stored && !cursor.empty())
        page.skipped.push_back({"the stored cursor", "cannot be read; listening begins anew"});
    auto place = stored ? std::move(*stored) : Place::first(now - settings_.back_fill);
    auto all = listings(settings_, query);
    if (place.turn >= all.size()) place.turn = 0;
    auto& [path, parameters] = all[place.turn];
    parameters.add("limit", 100).add("raw_json", 1);
    if (!place.after.empty()) parameters.add("after", place.after);

    auto const answer = session_->get(parameters.after(path));
    bool const further = take(children_of(answer), now, place, page);
    auto const after = json::text(json::item(answer, "data"), "after");
    if (further && after && after->size() < 100 && ++place.pages < pages_a_turn) {
        place.after = *after;
        page.more = true;
    } else {
        page.more = place.turn + 1 < all.size();
        place.next_turn(all.size());
    }
    if (auto const away = session_->wait(); page.more && away > milliseconds(0)) page.wait = away;
    page.cursor = place.text();
    return page;
}

Parent RedditAnswerer::look(std::string_view native_id) {
    auto const answer = session_->get(Query().add("id", native_id).add("raw_json", 1).after("/api/info"));
    Parent parent;
    parent.native_id = native_id;
    parent.state = Parent::State::gone;
    for (auto const& child : children_of(answer)) {
        auto const thing = reddit_thing(child);
        if (!thing || thing->gone || thing->post.native_id != native_id) continue;
        parent.state = thing->locked ? Parent::State::locked : Parent::State::there;
        parent.text = thing->post.text;
    }
    return parent;
}

Network reddit(RedditSettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "reddit";
    network.policy = std::move(policy);
    network.interval = settings.interval;
    auto session = std::make_shared<RedditSession>(settings, clock);
    network.answerer = std::make_unique<RedditAnswerer>(session);
    network.listener = std::make_unique<RedditListener>(std::move(settings), std::move(session), clock);
    return network;
}

}  // namespace bot::networks
