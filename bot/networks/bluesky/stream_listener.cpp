#include <algorithm>

#include "bot/networks/bluesky/listener.h"
#include "bot/networks/bluesky/post.h"
#include "bot/networks/bluesky/stream.h"
#include "bot/networks/search/wanted.h"

namespace bot::networks {
namespace {

using Kind = BlueskyEvent::Kind;
using namespace std::chrono_literals;

constexpr std::size_t posts_a_page = 100;
constexpr auto pause = 10s;
constexpr auto patience = 60s;

BlueskySettings without_queries(BlueskySettings settings) {
    settings.queries.clear();
    return settings;
}

/// A frame does not say the handle: what asks for one is left to the post itself.
watch::Query without_authors(watch::Query query) {
    std::erase_if(query.clauses, [](watch::Clause const& clause) {
        return std::ranges::any_of(
            clause.any, [](watch::Term const& term) { return term.kind == watch::Term::Kind::from; });
    });
    return query;
}

template <class Change>
BlueskySearches changed(BlueskySearches searches, Change change) {
    for (auto& [search, queries] : searches)
        for (auto& query : queries) query = change(std::move(query));
    return searches;
}

bool fits(BlueskySearches const& searches, FoundPost const& post) {
    return std::ranges::any_of(searches, [&](auto const& search) {
        return std::ranges::any_of(search.second,
                                   [&](watch::Query const& query) { return holds(query, post); });
    });
}

class BlueskyStreamListener : public Listener {
public:
    BlueskyStreamListener(BlueskySettings settings, std::shared_ptr<BlueskySession> session,
                          Clock const& clock)
        : settings_(std::move(settings)),
          configured_(bluesky_searches(settings_.queries)),
          searches_(configured_),
          loose_(changed(searches_, without_authors)),
          session_(std::move(session)),
          clock_(clock),
          notifications_(bluesky_listener(without_queries(settings_), session_, clock)) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    bool wants(BlueskyEvent const& event) const;
    void watch_for(std::vector<watch::Query> const& queries);
    void follow(BlueskyCursor const& cursor);
    void take(BlueskyStream::Batch const& batch, BlueskyCursor& cursor, SearchPage& page);

    BlueskySettings const settings_;
    BlueskySearches const configured_;
    std::vector<watch::Query> watched_;
    BlueskySearches searches_;  // both; changes only while there is no stream
    BlueskySearches loose_;     // … without what a frame of the stream does not say
    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
    std::unique_ptr<Listener> const notifications_;
    std::string given_;                      // the cursor of the last page
    std::unique_ptr<BlueskyStream> stream_;  // last: it asks wants()
};

/// What waits was chosen by the queries there were: the stream is opened again where the cursor stands.
void BlueskyStreamListener::watch_for(std::vector<watch::Query> const& queries) {
    if (queries == watched_) return;
    stream_.reset();
    watched_ = queries;
    searches_ = with_watched(configured_, queries);
    loose_ = changed(searches_, without_authors);
}

bool BlueskyStreamListener::wants(BlueskyEvent const& event) const {
    if (event.kind == Kind::gone || event.kind == Kind::account_gone) return true;
    if (event.kind != Kind::post || event.text.empty()) return false;
    FoundPost post;
    post.text = event.text;
    post.language = event.language;
    return fits(loose_, post);
}

/// Starts the stream, or starts it again if the last page was not stored.
void BlueskyStreamListener::follow(BlueskyCursor const& cursor) {
    stream_.reset();
    stream_ = std::make_unique<BlueskyStream>(
        BlueskyStream::Settings{settings_.jetstream, settings_.user_agent}, cursor.stream_us,
        [this](BlueskyEvent const& event) { return wants(event); });
}

void BlueskyStreamListener::take(BlueskyStream::Batch const& batch, BlueskyCursor& cursor, SearchPage& page) {
    auto const now = clock_.now();
    std::vector<std::string> ids;
    for (auto const& event : batch.events) {
        if (event.kind == Kind::gone) page.gone.push_back(event.uri);
        if (event.kind == Kind::account_gone) page.gone_authors.push_back(event.did);
        if (event.kind == Kind::post && cursor.recent.insert(event.uri + " " + event.rev, now))
            ids.push_back(event.uri);
    }
    auto posts = bluesky_posts(*session_, ids);
    for (auto const& id : ids) {
        auto const post = posts.find(id);
        if (post != posts.end() && fits(searches_, post->second.found) && cursor.recent.insert(id, now))
            page.posts.push_back(post->second.found);
    }
    stream_->drop(batch.events.size());
    if (batch.upto_us) cursor.stream_us = batch.upto_us;
    page.more = page.more || batch.more;
}

SearchPage BlueskyStreamListener::search(WatchQuery const& query, std::string_view cursor) {
    if (!query.text.empty()) return notifications_->search(query, cursor);
    watch_for(query.queries);
    auto from = read_cursor<BlueskyCursor>(cursor).value_or(BlueskyCursor());
    if (!searches_.empty() && (!stream_ || cursor != given_)) follow(from);
    SearchPage page;
    auto const now = clock_.now();
    if (!from.called_at || now - *from.called_at >= settings_.poll_interval) {
        page = notifications_->search({}, cursor);
        from = read_cursor<BlueskyCursor>(page.cursor).value_or(BlueskyCursor());
        if (!page.more) from.called_at = now;
    }
    if (!stream_) {
        page.cursor = given_ = cursor_text(from);
        return page;
    }
    auto const ripe = std::chrono::microseconds((now - settings_.settles).time_since_epoch()).count();
    auto const batch = stream_->peek(posts_a_page, ripe);
    take(batch, from, page);
    if (auto const why = stream_->trouble(patience); why && page.posts.empty() && batch.events.empty())
        throw NetworkError(NetworkError::Class::network, "bluesky: no stream from " + *why);
    page.cursor = given_ = cursor_text(from);
    if (!page.more && !page.wait) page.wait = pause;
    return page;
}

}  // namespace

std::unique_ptr<Listener> bluesky_stream_listener(BlueskySettings settings,
                                                  std::shared_ptr<BlueskySession> session,
                                                  Clock const& clock) {
    return std::make_unique<BlueskyStreamListener>(std::move(settings), std::move(session), clock);
}

}  // namespace bot::networks
