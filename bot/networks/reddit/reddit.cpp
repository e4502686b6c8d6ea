#include "bot/networks/reddit/reddit.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/reddit/post.h"
#include "bot/networks/reddit/session.h"
#include "bot/networks/search/timed_search.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = hours(3);
constexpr int pages_of_ours = 3;
constexpr int pages_a_pass = 10;  // Reddit's listings end at about 1000 posts

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

/// Puts what is new into the page; true if what is behind it may be new as well.
bool take(nlohmann::json const& children, TimedPage found) {
    for (auto const& child : children) {
        auto thing = reddit_thing(child);
        if (!thing) continue;
        auto& post = thing->post;
        if (!thing->gone)
            found.take(std::move(post));
        else if (found.search.recent.contains(post.native_id))
            found.page.gone.push_back(std::move(post.native_id));
    }
    return found.any_new && !found.reached_old;
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
    auto stored = read_cursor<TimedSearch>(cursor);
    if (!stored) page.skipped.push_back({"the stored cursor", "cannot be read; listening begins anew"});
    auto search = std::move(stored).value_or(TimedSearch());
    auto const all = listings(settings_, query);
    auto const& name = search.begin(names_of(all), now - settings_.back_fill);
    auto const& listing =
        std::ranges::find_if(all, [&](auto const& one) { return one.first == name; })->second;
    auto& mark = search.at(name);
    auto parameters = listing.query;
    parameters.add("limit", 100).add("raw_json", 1);
    if (!mark.next.empty()) parameters.add("after", mark.next);

    auto const answer = session_->get(parameters.after(listing.path));
    auto const* const filter = listing.watched ? &query.queries : nullptr;
    bool const further = take(children_of(answer), {search, mark, now, filter, page});
    auto const after = json::text(json::item(answer, "data"), "after");
    if (further && after && after->size() < 100 && ++mark.pages < pages_a_pass)
        mark.next = *after;
    else
        search.finish(name, overlap);
    page.more = search.more();
    if (auto const away = session_->wait(); page.more && away > milliseconds(0)) page.wait = away;
    page.cursor = cursor_text(std::move(search));
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
