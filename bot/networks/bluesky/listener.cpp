#include "bot/networks/bluesky/listener.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/base/user_error.h"
#include "bot/networks/bluesky/post.h"
#include "bot/networks/bluesky/record.h"
#include "bot/networks/client/json.h"
#include "bot/networks/search/wanted.h"
#include "bot/watch/dialect.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Walk = BlueskyCursor::Walk;

/// A post may be indexed so long after it was written, and then stands below what was read already.
constexpr std::chrono::minutes overlap{10};
/// More than this is no query for people but the whole network.
constexpr int longest_walk = 50;
constexpr std::size_t posts_a_call = 25;
constexpr std::string_view notifications = "";

Call page_of(std::string const& query, std::vector<watch::Query> const& behind, Walk const& walk,
             Time after) {
    Query parts;
    if (query == notifications) {
        parts.add("limit", 100);
        for (std::string_view const reason : {"mention", "quote", "reply"}) parts.add("reasons", reason);
    } else {
        parts.add("q", std::string_view(query)).add("sort", std::string_view("latest"));
        parts.add("since", std::string_view(bluesky_time(after))).add("limit", 100);
        auto const language = behind.size() == 1 ? watch::language(behind.front()) : std::nullopt;
        if (language) parts.add("lang", std::string_view(*language));
    }
    if (!walk.page.empty()) parts.add("cursor", std::string_view(walk.page));
    auto const* const path = query == notifications ? "/xrpc/app.bsky.notification.listNotifications"
                                                    : "/xrpc/app.bsky.feed.searchPosts";
    return {"GET", parts.after(path), {}, "", "", {400}};
}

std::string name_of(std::string const& query) {
    return query == notifications ? "the notifications" : "the query " + query;
}

/// Servers that do not know the parameter `reasons` list likes and follows as well.
bool speaks_to_us(Json const& notification) {
    auto const reason = json::text(notification, "reason");
    return reason == "mention" || reason == "quote" || reason == "reply";
}

/// What answers are made of: without it, it is an answer of something else.
Json const& listed(Json const& body, char const* key) {
    auto const& list = json::item(body, key);
    if (!list.is_array())
        throw NetworkError(NetworkError::Class::theirs, std::string("bluesky: an answer without ") + key);
    return list;
}

}  // namespace

BlueskySearches bluesky_searches(std::vector<std::string> const& queries) {
    BlueskySearches searches;
    auto const& dialect = *bluesky_network.dialect;
    for (auto const& text : queries) {
        auto const query = watch::parse(text);
        for (auto const& search : watch::searches(query, dialect)) {
            if (search.empty())
                throw UserError(UserError::Kind::invalid,
                                "the query " + text + " matches everything on Bluesky; add a word to it");
            searches[search].push_back(query);
        }
    }
    return searches;
}

BlueskySearches with_watched(BlueskySearches searches, std::vector<watch::Query> const& queries) {
    for (auto const& query : queries)
        for (auto const& search : watch::searches(query, *bluesky_network.dialect))
            if (!search.empty()) searches[search].push_back(query);
    return searches;
}

std::map<std::string, BlueskyPost> bluesky_posts(BlueskySession& session,
                                                 std::vector<std::string> const& ids) {
    std::map<std::string, BlueskyPost> posts;
    auto const own = session.did();
    for (std::size_t first = 0; first < ids.size(); first += posts_a_call) {
        Query uris;
        for (auto i = first; i < std::min(ids.size(), first + posts_a_call); ++i)
            uris.add("uris", std::string_view(ids[i]));
        auto const answer = session.get(uris.after("/xrpc/app.bsky.feed.getPosts"));
        std::string why;
        auto const body = json::body_of(answer, "bluesky: reading posts again");
        for (auto const& view : listed(body, "posts"))
            if (auto post = read_bluesky_post(view, own, why))
                posts.insert_or_assign(post->found.native_id, std::move(*post));
    }
    return posts;
}

/// One call of search(): the page it makes.
struct BlueskyListener::Turn {
    BlueskySession& session;
    BlueskySearches const& searches;
    std::string own;
    Time now;
    std::chrono::hours back_fill;
    BlueskyCursor cursor{};
    SearchPage page{};
    std::size_t refused = 0;

    bool wanted(std::string const& query, FoundPost const& post) const;
    Walk& walk_of(std::string const& query);
    std::vector<std::string> queries(std::optional<std::string> const& from) const;
    void ask_all(std::optional<std::string>& from);
    SearchPage finished();
    void ask(std::string const& query);
    void take(std::string const& query, Json const& list, Time after, bool& reached);
    void end(Walk& walk) const;
    void refuse(std::string const& query, Walk& walk, transport::HttpResponse const& answer);
};

bool BlueskyListener::Turn::wanted(std::string const& query, FoundPost const& post) const {
    return wants(searches.at(query), post);
}

Walk& BlueskyListener::Turn::walk_of(std::string const& query) {
    auto const [place, fresh] = cursor.walks.try_emplace(query);
    if (fresh) place->second.floor = place->second.from = now - back_fill;
    if (place->second.page.empty()) {
        place->second.top = place->second.from;
        place->second.pages = 0;
    }
    return place->second;
}

void BlueskyListener::Turn::end(Walk& walk) const {
    walk.from = std::min(std::max(walk.from, walk.top), now);
    walk.page.clear();
}

void BlueskyListener::Turn::refuse(std::string const& query, Walk& walk,
                                   transport::HttpResponse const& answer) {
    auto const error = bluesky_error(answer);
    // It may have broken off, and says nothing of the query then.
    if (error.empty())
        throw NetworkError(NetworkError::Class::theirs,
                           "bluesky: " + name_of(query) + " was answered with 400 and no reason");
    ++refused;
    std::string const what = walk.page.empty() ? "was refused: " : "cannot be read further back: ";
    page.skipped.push_back({name_of(query), what + error});
    end(walk);
}

/// Asks for the next page of one query.
void BlueskyListener::Turn::ask(std::string const& query) {
    auto& walk = walk_of(query);
    auto const after = std::max(walk.floor, walk.from - overlap);
    auto const answer = session.call(page_of(query, searches.at(query), walk, after));
    if (answer.status == 400) return refuse(query, walk, answer);
    auto const body = json::body_of(answer, "bluesky: searching");
    bool reached = false;
    take(query, listed(body, query == notifications ? "notifications" : "posts"), after, reached);
    auto const next = json::text(body, "cursor").value_or("");
    // A page may be short or empty although there are more; the last one has a cursor at some servers.
    bool const more = !next.empty() && next != walk.page && !reached;
    if (more && ++walk.pages < longest_walk) {
        walk.page = next;
        return;
    }
    if (more) page.skipped.push_back({"the query " + query, "finds too much; the oldest was left out"});
    end(walk);
}

/// `reached`: the page ended before `after`, which the server may not have looked at.
void BlueskyListener::Turn::take(std::string const& query, Json const& list, Time after, bool& reached) {
    auto& walk = cursor.walks[query];
    for (auto const& view : list) {
        if (query == notifications && !speaks_to_us(view)) continue;
        std::string why;
        auto post = read_bluesky_post(view, own, why);
        if (!why.empty()) page.skipped.push_back({"a post that was found", why});
        if (!post) continue;
        auto const at =
            (query == notifications ? json::moment(view, "indexedAt") : post->sorted_at).value_or(now);
        reached = at < after;
        if (reached) continue;
        walk.top = std::max(walk.top, std::min(at, now));
        if (query == notifications) {
            (json::text(view, "reason") == "reply" ? post->found.answers_us : post->found.summoned) = true;
        } else if (!wanted(query, post->found)) {
            continue;
        }
        if (cursor.first_sight(post->found.native_id, now)) page.posts.push_back(std::move(post->found));
    }
}

/// From that one on, after a turn that came so far; else those that are on their way through the pages, which
/// is gone to its end before all are asked again: meanwhile new posts move what is left to read down.
std::vector<std::string> BlueskyListener::Turn::queries(std::optional<std::string> const& from) const {
    std::vector<std::string> all, under_way;
    for (auto const& [query, behind] : searches) {
        // One that is there no more is behind none.
        if (!from || query >= *from || searches.lower_bound(*from) == searches.end()) all.push_back(query);
        auto const walk = cursor.walks.find(query);
        if (walk != cursor.walks.end() && !walk->second.page.empty()) under_way.push_back(query);
    }
    return from || under_way.empty() ? all : under_way;
}

/// A page of each. `from` is where a turn that fails is gone on with.
void BlueskyListener::Turn::ask_all(std::optional<std::string>& from) {
    auto const asked = queries(std::exchange(from, std::nullopt));
    for (auto const& query : asked) {
        try {
            ask(query);
        } catch (NetworkError const& error) {
            bool const too_early = error.error_class == NetworkError::Class::rate;
            // Else those behind it would never have a turn. What was found until here is kept.
            auto const behind = searches.upper_bound(query);
            from = too_early ? query : behind == searches.end() ? "" : behind->first;
            if (page.posts.empty()) throw;
            if (too_early)
                page.wait = error.retry_after.value_or(std::chrono::minutes(1));
            else
                page.skipped.push_back({name_of(query), error.what()});
            return;
        }
    }
    if (refused == searches.size())
        throw NetworkError(NetworkError::Class::ours, "bluesky: every query was refused");
}

SearchPage BlueskyListener::Turn::finished() {
    std::set<std::string> queries;
    for (auto const& [query, behind] : searches) queries.insert(query);
    cursor.tidy(queries, overlap, now);
    page.more = std::ranges::any_of(cursor.walks, [](auto const& one) { return !one.second.page.empty(); });
    page.cursor = cursor.text();
    return std::move(page);
}

BlueskyListener::BlueskyListener(BlueskySettings settings, std::shared_ptr<BlueskySession> session,
                                 Clock const& clock)
    : settings_(std::move(settings)),
      searches_(bluesky_searches(settings_.queries)),
      session_(std::move(session)),
      clock_(clock) {}

BlueskySearches BlueskyListener::searches_for(WatchQuery const& query) const {
    if (query.text.empty()) return with_watched(searches_, query.queries);
    try {
        return bluesky_searches({query.text});
    } catch (UserError const& error) {
        throw NetworkError(NetworkError::Class::ours, std::string("bluesky: ") + error.what());
    }
}

SearchPage BlueskyListener::search(WatchQuery const& query, std::string_view cursor) {
    auto searches = searches_for(query);
    searches.try_emplace(std::string(notifications));
    Turn turn{*session_, searches, session_->did(), clock_.now(), settings_.back_fill};
    if (auto read = BlueskyCursor::from(cursor))
        turn.cursor = std::move(*read);
    else
        turn.page.skipped.push_back({"the stored cursor", "cannot be read; listening starts anew"});
    turn.ask_all(next_);
    return turn.finished();
}

}  // namespace bot::networks
