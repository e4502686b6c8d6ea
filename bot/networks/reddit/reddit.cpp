#include "bot/networks/reddit/reddit.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/reddit/post.h"
#include "bot/networks/reddit/session.h"
#include "bot/networks/search/rounds.h"
#include "bot/networks/search/wanted.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = hours(3);
constexpr int pages_of_ours = 3;
constexpr int pages_a_turn = 10;  // Reddit's listings end at about 1000 posts

/// What is read in a round.
struct Listing {
    std::string path;
    Query query;
    bool watched = false;  // only a watch query asks for it
};

/// By their addresses.
using Listings = std::vector<std::pair<std::string, Listing>>;

Listings listings(RedditSettings const& settings, WatchQuery const& query) {
    Listings all;
    auto const within =
        settings.subreddits.empty() ? "" : fmt::format("/r/{}", fmt::join(settings.subreddits, "+"));
    auto const add = [&](Listing listing) {
        auto name = listing.query.after(listing.path);
        bool const there = std::ranges::any_of(all, [&](auto const& one) { return one.first == name; });
        if (!there) all.emplace_back(std::move(name), std::move(listing));
    };
    auto const add_search = [&](std::string const& words, bool watched) {
        Query search;
        search.add("q", words).add("sort", "new").add("type", "link").add("t", "week");
        if (!within.empty()) search.add("restrict_sr", 1);
        add({within + "/search", search, watched});
    };
    for (auto const& words : query.text.empty() ? settings.queries : std::vector{query.text})
        add_search(words, false);
    if (!within.empty() && all.empty()) add({within + "/new", {}});
    if (!within.empty()) add({within + "/comments", {}});
    if (query.text.empty())
        for (auto const& words : query.searches) add_search(words, true);
    if (all.empty())
        throw NetworkError(NetworkError::Class::ours, "reddit: there is neither a subreddit nor a query");
    return all;
}

std::vector<std::string> names_of(Listings const& all) {
    std::vector<std::string> names;
    for (auto const& [name, listing] : all) names.push_back(name);
    return names;
}

/// One search: where it stands, and what comes of it.
struct Reading {
    Time now;
    Rounds& rounds;
    Rounds::Walk& place;
    std::vector<watch::Query> const* filter;  // null takes all
    SearchPage& page;

    bool take(nlohmann::json const& children);
};

/// Puts what is new into the page; true if what is behind it may be new as well.
bool Reading::take(nlohmann::json const& children) {
    bool any_new = false, reached_old = false;
    for (auto const& child : children) {
        auto thing = reddit_thing(child);
        if (!thing) continue;
        auto& post = thing->post;
        if (thing->gone) {
            if (rounds.seen.has(post.native_id)) page.gone.push_back(std::move(post.native_id));
            continue;
        }
        auto const written_at = std::min(post.written_at.value_or(now), now);
        reached_old |= written_at < place.since;
        if (written_at < place.since) continue;
        place.newest = std::max(place.newest, written_at);
        bool const wanted = filter == nullptr || wants(*filter, post);
        // Another listing may want what is not wanted here.
        if (!rounds.seen.add(wanted ? post.native_id : "unwanted " + post.native_id, written_at)) continue;
        any_new = true;
        if (wanted) page.posts.push_back(std::move(post));
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
    auto stored = Rounds::from(cursor);
    if (!stored && !cursor.empty())
        page.skipped.push_back({"the stored cursor", "cannot be read; listening begins anew"});
    auto rounds = std::move(stored).value_or(Rounds());
    auto const all = listings(settings_, query);
    auto const& name = rounds.begin(names_of(all), now - settings_.back_fill);
    auto const& listing =
        std::ranges::find_if(all, [&](auto const& one) { return one.first == name; })->second;
    auto& walk = rounds.walk(name);
    auto parameters = listing.query;
    parameters.add("limit", 100).add("raw_json", 1);
    if (!walk.next.empty()) parameters.add("after", walk.next);

    auto const answer = session_->get(parameters.after(listing.path));
    Reading reading{now, rounds, walk, listing.watched ? &query.queries : nullptr, page};
    bool const further = reading.take(children_of(answer));
    auto const after = json::text(json::item(answer, "data"), "after");
    if (further && after && after->size() < 100 && ++walk.pages < pages_a_turn)
        walk.next = *after;
    else
        rounds.finish(name, overlap);
    page.more = rounds.more();
    if (auto const away = session_->wait(); page.more && away > milliseconds(0)) page.wait = away;
    page.cursor = rounds.text();
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

std::vector<OwnReply> RedditAccount::recent_replies(Time since) {
    if (name_.empty()) name_ = json::text(session_->get("/api/v1/me"), "name").value_or("");
    if (name_.empty())
        throw NetworkError(NetworkError::Class::theirs, "reddit: the answer does not say who we are");
    std::vector<OwnReply> replies;
    std::optional<std::string> after;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("sort", "new").add("limit", 100).add("raw_json", 1).add_if("after", after);
        auto const answer = session_->get(query.after("/user/" + percent_encoded(name_) + "/comments"));
        bool older = false;
        for (auto const& child : children_of(answer)) {
            auto const thing = reddit_thing(child);
            if (!thing || thing->gone || !thing->post.written_at) continue;
            auto const& post = thing->post;
            older = older || *post.written_at < since;
            if (*post.written_at >= since && post.in_reply_to && post.author_handle == name_)
                replies.push_back({post.native_id, *post.in_reply_to, post.text, post.url, *post.written_at});
        }
        after = json::text(json::item(answer, "data"), "after");
        if (older || !after) break;
    }
    return replies;
}

Network reddit(RedditSettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "reddit";
    network.policy = std::move(policy);
    network.interval = settings.poll_interval;
    auto session = std::make_shared<RedditSession>(settings, clock);
    network.answerer = std::make_unique<RedditAnswerer>(session);
    if (!settings.refresh_token.empty()) network.account = std::make_unique<RedditAccount>(session);
    network.listener = std::make_unique<RedditListener>(std::move(settings), std::move(session), clock);
    return network;
}

namespace {

Network connect(config::Networks const& all, Surroundings const& in) {
    RedditSettings settings{all.reddit, in.caller(all)};
    settings.user_agent = settings.own_user_agent;
    if (in.look_back) settings.back_fill = *in.look_back;
    return reddit(std::move(settings), policy_of("reddit"), in.clock);
}

}  // namespace

constinit Descriptor const reddit_network{
    .name = "reddit",
    .composer = {count_reddit},
    .dialect = watch::Dialect{.not_mark = "NOT ", .tag_mark = "", .from_mark = "author:", .longest = 512},
    .enabled = [](config::Networks const& all) { return all.reddit.enabled; },
    .connect = connect};

}  // namespace bot::networks
