#include "bot/networks/bluesky/listener.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/base/user_error.h"
#include "bot/networks/bluesky/post.h"
#include "bot/networks/client/json.h"
#include "bot/networks/search/wanted.h"
#include "bot/watch/dialect.h"

namespace bot::networks {

void BlueskyWatermark::store(StoredFields& fields) {
    fields.time("floor", start);
    fields.time("from", since);
    if (!fields.reading() && next.empty()) return;
    fields.time("top", newest);
    fields.text("page", next);
    fields.count("pages", pages);
}

void BlueskyCursor::store(StoredFields& fields) {
    fields.need_object("walks");
    fields.need_object("given");
    fields.inner("walks", [this](StoredFields& marks) { queries.store(marks); });
    fields.ids("given", recent);
    fields.number("stream_us", stream_us);
    fields.time("called_at", called_at);
}

void BlueskyCursor::tidy(std::vector<std::string> const& asked, std::chrono::milliseconds overlap,
                         storage::Time now) {
    queries.keep_only(asked);
    auto oldest = now;
    for (auto const& [query, mark] : queries.marks()) oldest = std::min(oldest, mark.since);
    recent.forget_before(oldest - overlap);
    recent.forget_oldest();
}

namespace {

using Json = nlohmann::json;
using Mark = BlueskyWatermark;

/// A post may be indexed so long after it was written, and then stands below what was read already.
constexpr std::chrono::minutes overlap{10};
/// More than this is no query for people but the whole network.
constexpr int most_pages = 50;
constexpr std::size_t posts_a_call = 25;
constexpr std::string_view notifications = "";

Call page_of(std::string const& query, std::vector<watch::Query> const& behind, Mark const& mark,
             Time after) {
    Query parts;
    if (query == notifications) {
        parts.add("limit", 100);
        for (std::string_view const reason : {"mention", "quote", "reply"}) parts.add("reasons", reason);
    } else {
        parts.add("q", query).add("sort", "latest");
        parts.add("since", bluesky_time(after)).add("limit", 100);
        auto const language = behind.size() == 1 ? watch::language(behind.front()) : std::nullopt;
        if (language) parts.add("lang", *language);
    }
    parts.add_if("cursor", mark.next);
    auto const* const path = query == notifications ? "/xrpc/app.bsky.notification.listNotifications"
                                                    : "/xrpc/app.bsky.feed.searchPosts";
    return {.path = parts.after(path), .also = {400}};
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
    return json::needed_list(body, key, std::string("bluesky: an answer without ") + key);
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
        for (auto i = first; i < std::min(ids.size(), first + posts_a_call); ++i) uris.add("uris", ids[i]);
        auto const answer = session.get(uris.after("/xrpc/app.bsky.feed.getPosts"));
        std::string why;
        auto const body = json::body_of(answer, "bluesky: reading posts again");
        for (auto const& view : listed(body, "posts"))
            if (auto post = read_bluesky_post(view, own, why))
                posts.insert_or_assign(post->found.native_id, std::move(*post));
    }
    return posts;
}

namespace {

/// One call of search(): the page it makes.
struct Pass {
    BlueskySession& session;
    BlueskySearches const& searches;
    std::string own;
    Time now;
    std::chrono::hours back_fill;
    BlueskyCursor cursor;
    SearchPage page;
    std::size_t refused = 0;

    Mark& mark_of(std::string const& query);
    std::vector<std::string> queries(std::optional<std::string> const& from) const;
    void ask_all(std::optional<std::string>& from);
    SearchPage finished();
    void ask(std::string const& query);
    void take(std::string const& query, Json const& list, Time after, bool& reached);
    void end(Mark& mark) const;
    void refuse(std::string const& query, Mark& mark, transport::HttpResponse const& answer);
};

Mark& Pass::mark_of(std::string const& query) {
    bool const fresh = !cursor.queries.marks().contains(query);
    auto& mark = cursor.queries.at(query);
    if (fresh) mark.start = mark.since = now - back_fill;
    if (mark.next.empty()) {
        mark.newest = mark.since;
        mark.pages = 0;
    }
    return mark;
}

void Pass::end(Mark& mark) const {
    mark.since = std::min(std::max(mark.since, mark.newest), now);
    mark.next.clear();
}

void Pass::refuse(std::string const& query, Mark& mark, transport::HttpResponse const& answer) {
    auto const error = bluesky_error(answer);
    // It may have broken off, and says nothing of the query then.
    if (error.empty())
        throw NetworkError(NetworkError::Class::theirs,
                           "bluesky: " + name_of(query) + " was answered with 400 and no reason");
    ++refused;
    std::string const what = mark.next.empty() ? "was refused: " : "cannot be read further back: ";
    page.skipped.push_back({name_of(query), what + error});
    end(mark);
}

/// Asks for the next page of one query.
void Pass::ask(std::string const& query) {
    auto& mark = mark_of(query);
    auto const after = std::max(mark.start, mark.since - overlap);
    auto const answer = session.call(page_of(query, searches.at(query), mark, after));
    if (answer.status == 400) return refuse(query, mark, answer);
    auto const body = json::body_of(answer, "bluesky: searching");
    bool reached = false;
    take(query, listed(body, query == notifications ? "notifications" : "posts"), after, reached);
    auto const next = json::text(body, "cursor").value_or("");
    // A page may be short or empty although there are more; the last one has a cursor at some servers.
    bool const more = !next.empty() && next != mark.next && !reached;
    if (more && ++mark.pages < most_pages) {
        mark.next = next;
        return;
    }
    if (more) page.skipped.push_back({"the query " + query, "finds too much; the oldest was left out"});
    end(mark);
}

/// `reached`: something on the page is from before `after`, which the server may not have looked at.
void Pass::take(std::string const& query, Json const& list, Time after, bool& reached) {
    auto& mark = cursor.queries.at(query);
    json::tell_strays(page, list);
    for (auto const& view : list) {
        if (!view.is_object()) continue;
        if (query == notifications && !speaks_to_us(view)) continue;
        std::string why;
        auto post = read_bluesky_post(view, own, why);
        if (!why.empty()) page.skipped.push_back({"a post that was found", why});
        if (!post) continue;
        auto const at =
            (query == notifications ? json::moment(view, "indexedAt") : post->sorted_at).value_or(now);
        reached = reached || at < after;
        if (at < after) continue;
        mark.newest = std::max(mark.newest, std::min(at, now));
        if (query == notifications) {
            (json::text(view, "reason") == "reply" ? post->found.answers_us : post->found.summoned) = true;
        } else if (!wants(searches.at(query), post->found)) {
            continue;
        }
        if (cursor.recent.insert(post->found.native_id, now)) page.posts.push_back(std::move(post->found));
    }
}

/// From that one on, after a pass that came so far; else those that are on their way through the pages, which
/// is gone to its end before all are asked again: meanwhile new posts move what is left to read down.
std::vector<std::string> Pass::queries(std::optional<std::string> const& from) const {
    std::vector<std::string> all, under_way;
    for (auto const& [query, behind] : searches) {
        // One that is there no more is behind none.
        if (!from || query >= *from || searches.lower_bound(*from) == searches.end()) all.push_back(query);
        auto const mark = cursor.queries.marks().find(query);
        if (mark != cursor.queries.marks().end() && !mark->second.next.empty()) under_way.push_back(query);
    }
    return from || under_way.empty() ? all : under_way;
}

/// A page of each. `from` is where a pass that failed is gone on with.
void Pass::ask_all(std::optional<std::string>& from) {
    auto const asked = queries(std::exchange(from, std::nullopt));
    for (auto const& query : asked) {
        try {
            ask(query);
        } catch (NetworkError const& error) {
            bool const too_early = error.error_class == NetworkError::Class::rate;
            // Else those behind it would never be asked. What was found until here is kept.
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

SearchPage Pass::finished() {
    std::vector<std::string> asked;
    for (auto const& [query, behind] : searches) asked.push_back(query);
    cursor.tidy(asked, overlap, now);
    bool const more =
        std::ranges::any_of(cursor.queries.marks(), [](auto const& one) { return !one.second.next.empty(); });
    return finished_page(std::move(page), std::move(cursor), more, {});
}

class BlueskyListener : public Listener {
public:
    BlueskyListener(BlueskySettings const& settings, std::shared_ptr<BlueskySession> session,
                    Clock const& clock)
        : back_fill_(settings.back_fill),
          searches_(bluesky_searches(settings.queries)),
          session_(std::move(session)),
          clock_(clock) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;
    std::optional<RoundCost> round_cost(WatchQuery const& query) override {
        // And the notifications.
        auto const calls = static_cast<int>(with_watched(searches_, query.queries).size()) + 1;
        return RoundCost{calls, calls * RateLimit().every};
    }

private:
    BlueskySearches searches_for(WatchQuery const& query) const;

    std::chrono::hours const back_fill_;
    BlueskySearches const searches_;  // the configured ones
    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
    std::optional<std::string> next_;  // the search to go on with, when one failed in the middle
};

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
    SearchPage page;
    auto stored = cursor_for<BlueskyCursor>(page, cursor);
    Pass pass{*session_,  searches,          session_->did(), clock_.now(),
              back_fill_, std::move(stored), std::move(page)};
    pass.ask_all(next_);
    return pass.finished();
}

}  // namespace

std::unique_ptr<Listener> bluesky_listener(BlueskySettings settings, std::shared_ptr<BlueskySession> session,
                                           Clock const& clock) {
    return std::make_unique<BlueskyListener>(settings, std::move(session), clock);
}

}  // namespace bot::networks
