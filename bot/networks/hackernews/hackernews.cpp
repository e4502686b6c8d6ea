#include "bot/networks/hackernews/hackernews.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"
#include "bot/networks/hackernews/post.h"
#include "bot/networks/search/timed_search.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = minutes(10);
constexpr int hits_a_page = 100;
constexpr int pages_a_query = 50;  // a longer gap than these hold is told and left

/// What is asked: the settings' searches, or all that is written there, and the watched ones. All of it is
/// one request, so the watch queries are held against that instead of being searched for.
struct Asked {
    std::vector<std::string> searches;
    std::size_t unfiltered = 0;  // the first of them, which no watch query has to hold for
};

Asked asked_of(HackerNewsSettings const& settings, WatchQuery const& query) {
    if (!query.text.empty()) return {{query.text}, 1};
    if (settings.queries.empty()) return {{""}, query.queries.empty() ? 1U : 0U};
    Asked asked{settings.queries, settings.queries.size()};
    for (auto const& search : query.searches)
        if (std::ranges::find(asked.searches, search) == asked.searches.end())
            asked.searches.push_back(search);
    return asked;
}

std::string path_of(std::string const& words, Watermark const& mark) {
    // Algolia forgives typing errors and completes words: neither is wanted, nor is it the last filter.
    auto range = fmt::format("created_at_i>={}", seconds_of(mark.since));
    if (!mark.next.empty()) range += ",created_at_i<=" + mark.next;
    Query query;
    query.add("query", words).add("tags", "(story,comment,poll)").add("numericFilters", range);
    query.add("hitsPerPage", hits_a_page).add("typoTolerance", "false").add("advancedSyntax", "true");
    return query.after("/api/v1/search_by_date");
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
    auto stored = read_cursor<TimedSearch>(cursor);
    if (!stored) page.skipped.push_back({"the stored cursor", "cannot be read; listening begins anew"});
    auto search = std::move(stored).value_or(TimedSearch());
    auto const asked = asked_of(settings_, query);
    auto const& words = search.begin(asked.searches, now - settings_.back_fill);
    auto const place = std::ranges::find(asked.searches, words) - asked.searches.begin();
    bool const filtered = static_cast<std::size_t>(place) >= asked.unfiltered;
    auto& mark = search.at(words);

    auto const answer = json::body_of(api_.get(path_of(words, mark)), "hackernews");
    if (!json::item(answer, "hits").is_array())
        throw NetworkError(NetworkError::Class::theirs, "hackernews: the answer has no hits");
    TimedPage found{search, mark, now, filtered ? &query.queries : nullptr, page};
    for (auto const& hit : json::list(answer, "hits"))
        if (auto post = post_of_hit(hit)) found.take(std::move(*post));
    bool const further = found.any_new && json::whole(answer, "nbPages").value_or(0) > 1;
    if (further && ++mark.pages < pages_a_query) {
        mark.next = std::to_string(seconds_of(*found.oldest));
    } else {
        if (further)
            page.skipped.push_back(
                {"hackernews", "too much was written since the last search; the oldest is left out"});
        search.finish(words, overlap);
    }
    page.more = search.more();
    if (auto const away = api_.wait(); page.more && away > milliseconds(0)) page.wait = away;
    page.cursor = cursor_text(std::move(search));
    return page;
}

HackerNewsAnswerer::HackerNewsAnswerer(HackerNewsSettings const& settings, Clock const& clock)
    : ByHandAnswerer("hackernews", count_unlimited), api_(api_settings(settings, settings.items), clock) {}

Parent HackerNewsAnswerer::look(std::string_view native_id) {
    auto const path = fmt::format("/v0/item/{}.json", percent_encoded(native_id));
    auto const item = json::body_of(api_.get(path), "hackernews");
    // What was never there is null.
    if (!item.is_null() && !json::text(item, "id"))
        throw NetworkError(NetworkError::Class::theirs, "hackernews: the answer is no item");
    auto parent = parent_of_item(item);
    parent.native_id = native_id;
    return parent;
}

HackerNewsAccount::HackerNewsAccount(HackerNewsSettings const& settings, Clock const& clock)
    : username_(settings.username), api_(api_settings(settings, settings.search), clock) {}

std::vector<OwnReply> HackerNewsAccount::recent_replies(Time since) {
    Query query;
    query.add("tags", "comment,author_" + username_).add("hitsPerPage", hits_a_page);
    query.add("numericFilters", fmt::format("created_at_i>={}", seconds_of(since)));
    auto const answer = json::body_of(api_.get(query.after("/api/v1/search_by_date")), "hackernews");
    if (!json::item(answer, "hits").is_array())
        throw NetworkError(NetworkError::Class::theirs, "hackernews: the answer has no hits");
    std::vector<OwnReply> replies;
    for (auto const& hit : json::list(answer, "hits"))
        if (auto const post = post_of_hit(hit);
            post && post->in_reply_to && post->written_at && post->author_handle == username_)
            replies.push_back(
                {post->native_id, *post->in_reply_to, post->text, post->url, *post->written_at});
    return replies;
}

Network hackernews(HackerNewsSettings settings, Policy policy, Clock const& clock) {
    Network network;
    network.name = "hackernews";
    network.policy = std::move(policy);
    network.interval = settings.poll_interval;
    network.answerer = std::make_unique<HackerNewsAnswerer>(settings, clock);
    if (!settings.username.empty()) network.account = std::make_unique<HackerNewsAccount>(settings, clock);
    network.listener = std::make_unique<HackerNewsListener>(std::move(settings), clock);
    return network;
}

namespace {

Network connect(config::Networks const& all, Surroundings const& in) {
    HackerNewsSettings settings{all.hackernews, in.caller(all)};
    if (in.look_back) settings.back_fill = *in.look_back;
    return hackernews(std::move(settings), policy_of("hackernews"), in.clock);
}

}  // namespace

constinit Descriptor const hackernews_network{
    .name = "hackernews",
    .composer = {count_unlimited},
    .dialect = watch::Dialect{.any = false, .without = false, .tag_mark = ""},
    .enabled = [](config::Networks const& all) { return all.hackernews.enabled; },
    .connect = connect};

}  // namespace bot::networks
