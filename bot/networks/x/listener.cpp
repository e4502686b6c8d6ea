#include "bot/networks/x/listener.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/networks/client/json.h"
#include "bot/networks/search/wanted.h"
#include "bot/networks/x/post.h"

namespace bot::networks {

void XWatermark::store(StoredFields& fields) {
    fields.time("start", start);
    fields.text("since_id", since_id);
    fields.time("reached", since);
    fields.count("round", round);
    fields.text("next", next);
    fields.text("newest", newest_id);
    fields.time("begun", begun);
    fields.count("pages", pages);
    fields.truth("again", begun_again);
    for (auto* const id : {&since_id, &newest_id})
        if (!is_x_id(*id)) id->clear();
}

void XCursor::store(StoredFields& fields) {
    fields.need_object("places");
    fields.count("round", searches.round);
    searches.round = std::max<std::uint64_t>(searches.round, 1);
    fields.inner("places", [this](StoredFields& marks) { searches.store(marks); });
    fields.ids("seen", recent);
}

namespace {

using namespace std::chrono;
using Json = nlohmann::json;

constexpr auto mentions_of_us = "mentions of us";  // no search: it would need quotes to be told from one
constexpr long long fewest = 10, most = 100;       // posts a page can be asked for
constexpr int pages_a_round = 50, pages_of_back_fill = 10;
/// X searches what is at most seven days old, and nothing younger than half a minute.
constexpr milliseconds kept = days(7) - minutes(1), settles = seconds(40), overlap = minutes(10);
/// An id that is older would soon be refused.
constexpr auto id_serves = days(6);

ApiCost at_most(long long posts) {
    return {3 * posts, posts, 0};  // Each may answer one and quote another.
}

std::string newer(std::string const& one, std::string const& other) {
    return x_number(one) >= x_number(other) ? one : other;
}

/// One page.
struct Reading {
    XCursor cursor;
    SearchPage page;
    std::optional<XAccount> us{};
    std::vector<watch::Query> const* watched = nullptr;  // what only watch queries ask for; null takes all

    void take(Json const& answer, XWatermark& mark);
    void turn_page(Json const& answer, std::string const& name);
    void finish(std::string const& name);
};

void Reading::take(Json const& answer, XWatermark& mark) {
    auto const& data = json::list(answer, "data");
    if (data.empty() && !json::item(answer, "meta").is_object())
        throw NetworkError(NetworkError::Class::theirs, "x: the answer has no posts and does not say why");
    json::tell_strays(page, data);
    std::string newest;
    for (auto const& one : data) {
        auto read = read_x_post(one, answer, us ? &*us : nullptr);
        if (!read) continue;
        newest = newer(newest, read->id);
        auto const& post = read->post;
        // Another search may want what is not wanted here.
        bool const wanted = watched == nullptr || post.ours || wants(*watched, post);
        // Each version of an edited post has an id.
        if (read->repost || !wanted || !cursor.recent.insert(read->id)) continue;
        page.posts.push_back(std::move(read->post));
    }
    // Later pages hold older posts.
    if (mark.pages > 0) return;
    auto const told = json::text(json::deep(answer, "meta/newest_id")).value_or("");
    mark.newest_id = newer(newer(told, newest), mark.since_id);
    if (!is_x_id(mark.newest_id)) mark.newest_id.clear();
}

void Reading::turn_page(Json const& answer, std::string const& name) {
    auto& mark = cursor.searches.at(name);
    auto const limit = mark.since == Time{} ? pages_of_back_fill : pages_a_round;
    auto const next = json::text(json::deep(answer, "meta/next_token"));
    // A last page that names itself as the next one would be paid for again and again.
    bool const itself = next && *next == mark.next && page.posts.empty();
    bool const further = next && next->size() <= 512 && !itself;
    if (further && ++mark.pages < limit) {
        mark.next = *next;
        return;
    }
    if (further)
        page.skipped.push_back(
            {"a search", fmt::format("it had more than {} pages; older posts are left", limit)});
    finish(name);
}

void Reading::finish(std::string const& name) {
    auto& mark = cursor.searches.at(name);
    mark.since_id = std::exchange(mark.newest_id, {});
    mark.since = mark.begun;
    mark.begun_again = false;
    cursor.searches.finish(name);
}

class XListener : public Listener {
public:
    XListener(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock,
              std::unique_ptr<XStream> stream)
        : settings_(std::move(settings)),
          server_(std::move(server)),
          clock_(clock),
          stream_(std::move(stream)) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;
    std::optional<RoundCost> round_cost(WatchQuery const& query) override {
        auto const calls = static_cast<int>(searches_of(query).size());
        return RoundCost{calls, calls * RateLimit().every};
    }

private:
    std::vector<std::string> searches_of(WatchQuery const& query) const;
    long long posts_to_ask_for() const;
    Json ask(std::string const& name, XWatermark& mark, XAccount const* us, long long posts);
    Json ask_once(std::string const& name, XWatermark const& mark, XAccount const* us, long long posts);
    void read(Reading& reading, std::string const& name);
    void hand_out_streamed(Reading& reading, std::vector<std::string> const& names, WatchQuery const& query);
    void note_streamed(Reading& reading, XStream::Arrived const& arrived, WatchQuery const& query) const;
    bool is_to_ask(std::string const& name, XWatermark const& mark) const;
    bool is_whole(std::string const& name, XWatermark const& mark) const;
    void ask_next(Reading& reading, std::vector<std::string> const& names, WatchQuery const& query);
    bool is_configured(std::string const& name) const;

    XSettings const settings_;
    std::shared_ptr<XServer> const server_;
    Clock const& clock_;
    std::unique_ptr<XStream> const stream_;
    std::string given_;  // the cursor of the last page
    /// Why the last call brought nothing that can be read; it may have cost something all the same.
    std::optional<NetworkError::Class> no_answer_;
};

std::vector<std::string> XListener::searches_of(WatchQuery const& query) const {
    if (!query.text.empty()) return {query.text};
    auto searches = settings_.queries;
    for (auto const& search : query.searches)
        if (std::ranges::find(searches, search) == searches.end()) searches.push_back(search);
    return searches;
}

/// 0 if the money left today does not reach for a page.
long long XListener::posts_to_ask_for() const {
    auto const each = server_->budget().cost_of(at_most(1));
    auto const wanted = no_answer_ ? fewest : most;
    auto const posts = each > 0 ? std::min(wanted, server_->budget().left() / each) : wanted;
    return posts < fewest ? 0 : posts;
}

Json XListener::ask_once(std::string const& name, XWatermark const& mark, XAccount const* us,
                         long long posts) {
    auto const now = clock_.now();
    bool const to_us = name == mentions_of_us && us != nullptr;
    Query query;
    if (!to_us) query.add("query", name);
    query.add("max_results", posts);
    if (!mark.since_id.empty())
        query.add("since_id", mark.since_id);
    else
        query.add(
            "start_time",
            date::format("%FT%TZ", floor<seconds>(std::max({mark.start, mark.since - overlap, now - kept}))));
    if (!mark.next.empty()) query.add(to_us ? "pagination_token" : "next_token", mark.next);
    auto const path = to_us ? "/2/users/" + us->id + "/mentions" : std::string("/2/tweets/search/recent");
    return server_->posts(path, query, at_most(posts), true,
                          to_us ? XServer::As::account : XServer::As::reader);
}

/// Begins again by time if X refuses the mark's since_id as too old.
Json XListener::ask(std::string const& name, XWatermark& mark, XAccount const* us, long long posts) {
    try {
        return ask_once(name, mark, us, posts);
    } catch (XRefusal const& refusal) {
        bool const other = refusal.names("next_token") || refusal.names("pagination_token") ||
                           refusal.names("`query`") || refusal.names("\"query\"");
        if (mark.since_id.empty() || (other && !refusal.names("since_id"))) throw;
    }
    // X does not go that far back any more: what came since is asked for by time.
    mark.since_id.clear();
    mark.next.clear();
    mark.pages = 0;
    return ask_once(name, mark, us, posts);
}

/// Throws DayIsSpent; XRefusal for a search that X takes for none.
void XListener::read(Reading& reading, std::string const& name) {
    auto& mark = reading.cursor.searches.at(name);
    auto const now = clock_.now();
    if (mark.start == Time{}) mark.start = now - std::min<milliseconds>(settings_.back_fill, kept);
    if (mark.next.empty()) {
        mark.begun = now;
        mark.pages = 0;
        if (now - mark.since > id_serves) mark.since_id.clear();
        mark.newest_id = mark.since_id;
        // The first run begins now: there is nothing to ask for yet.
        if (mark.start > now - settles) {
            mark.round = reading.cursor.searches.round;
            return;
        }
    }
    auto const posts = posts_to_ask_for();
    if (posts == 0) throw DayIsSpent(NetworkError::Class::rate, "x: the day's money is spent");
    try {
        auto const answer = ask(name, mark, reading.us ? &*reading.us : nullptr, posts);
        reading.take(answer, mark);
        reading.turn_page(answer, name);
    } catch (XRefusal const& refusal) {
        if (mark.next.empty() || !(refusal.names("next_token") || refusal.names("pagination_token"))) throw;
        if (mark.begun_again)
            reading.page.skipped.push_back({"a search", "its next page is refused; older posts are left"});
        if (mark.begun_again) return reading.finish(name);
        mark.next.clear();
        mark.begun_again = true;
    }
}

bool XListener::is_configured(std::string const& name) const {
    return std::ranges::find(settings_.queries, name) != settings_.queries.end();
}

/// Whether the stream left nothing of that search out. A search reaches to half a minute ago, so what fills a
/// gap begins a little after it.
bool XListener::is_whole(std::string const& name, XWatermark const& mark) const {
    return stream_->sends(name) && mark.since >= stream_->gap_at() + settles;
}

/// Whether that search is needed beside the stream.
bool XListener::is_to_ask(std::string const& name, XWatermark const& mark) const {
    auto const now = clock_.now();
    if (!mark.next.empty()) return true;
    if (!stream_->sends(name)) return now - mark.begun >= settings_.poll_interval;
    return !is_whole(name, mark) && now >= stream_->gap_at() + settles;
}

void XListener::note_streamed(Reading& reading, XStream::Arrived const& arrived,
                              WatchQuery const& query) const {
    auto const& [post, searches] = arrived;
    bool wanted = post.post.ours || wants(query.queries, post.post);
    for (auto const& name : searches) {
        wanted = wanted || is_configured(name);
        auto& mark = reading.cursor.searches.at(name);
        // While a gap is open, the search that fills it begins where it begins.
        if (is_whole(name, mark)) mark.since_id = newer(post.id, mark.since_id);
    }
    // As a search does: each version of an edited post has an id.
    if (!post.repost && wanted && reading.cursor.recent.insert(post.id))
        reading.page.posts.push_back(post.post);
}

void XListener::hand_out_streamed(Reading& reading, std::vector<std::string> const& names,
                                  WatchQuery const& query) {
    std::vector<std::string> searches;
    for (auto const& name : names)
        if (name != mentions_of_us) searches.push_back(name);
    auto const news = stream_->take(searches, reading.us ? &*reading.us : nullptr);
    auto const now = clock_.now();
    for (auto const& arrived : news.posts) note_streamed(reading, arrived, query);
    for (auto const& name : searches) {
        auto& mark = reading.cursor.searches.at(name);
        if (mark.start == Time{}) mark.start = now - std::min<milliseconds>(settings_.back_fill, kept);
        if (!news.more && is_whole(name, mark)) mark.since = now;
    }
    auto& skipped = reading.page.skipped;
    skipped.insert(skipped.end(), news.skipped.begin(), news.skipped.end());
    reading.page.more = news.more;
}

/// One page of the search that is next.
void XListener::ask_next(Reading& reading, std::vector<std::string> const& names, WatchQuery const& query) {
    auto& searches = reading.cursor.searches;
    auto const now = clock_.now();
    searches.begin_round_if_done(names, now);
    auto const& name = names.at(searches.next(names, now).value_or(0));
    if (query.text.empty() && !is_configured(name) && name != mentions_of_us)
        reading.watched = &query.queries;
    read(reading, name);
    reading.page.more = reading.page.more || searches.next(names, now);
}

SearchPage XListener::search(WatchQuery const& query, std::string_view cursor) {
    SearchPage begun;
    auto stored = cursor_for<XCursor>(begun, cursor);
    Reading reading{std::move(stored), std::move(begun)};
    auto& page = reading.page;
    auto names = searches_of(query);
    bool const streams = stream_ && query.text.empty();
    try {
        reading.us = server_->ourselves();
        if (reading.us && query.text.empty()) names.push_back(mentions_of_us);
        if (names.empty())
            throw NetworkError(NetworkError::Class::ours,
                               "x: there is no query and no account whose mentions to read");
        auto& searches = reading.cursor.searches;
        searches.keep_only(names);
        if (streams) {
            if (cursor != given_) stream_->missed();
            hand_out_streamed(reading, names, query);
            std::erase_if(names,
                          [&](std::string const& name) { return !is_to_ask(name, searches.at(name)); });
        }
        // What was sent is handed out before anything can fail.
        if (!page.posts.empty())
            page.more = page.more || !names.empty();
        else if (!names.empty())
            ask_next(reading, names, query);
        no_answer_.reset();
    } catch (DayIsSpent const&) {
        // A day that was spent without an answer is no day that went well.
        if (no_answer_ && page.posts.empty())
            throw NetworkError(*no_answer_,
                               std::string("x: the last answer could not be read; ") + spent_advice, false,
                               ceil<seconds>(server_->budget().next_day() - clock_.now()));
        auto spent = server_->budget().spent_page(cursor);
        if (streams && stream_->connected()) {  // What little is left today is the stream's.
            spent.skipped.clear();
            spent.wait.reset();
        }
        spent.skipped.insert(spent.skipped.end(), page.skipped.begin(), page.skipped.end());
        given_ = spent.cursor;
        return spent;
    } catch (NetworkError const& error) {
        using Class = NetworkError::Class;
        bool const unread = error.error_class == Class::network || error.error_class == Class::theirs;
        no_answer_ = unread ? std::optional(error.error_class) : std::nullopt;
        throw;
    }
    bool const more = page.more;
    auto done = finished_page(std::move(page), std::move(reading.cursor), more, server_->wait());
    given_ = done.cursor;
    return done;
}

}  // namespace

std::unique_ptr<Listener> x_listener(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock,
                                     std::unique_ptr<XStream> stream) {
    return std::make_unique<XListener>(std::move(settings), std::move(server), clock, std::move(stream));
}

}  // namespace bot::networks
