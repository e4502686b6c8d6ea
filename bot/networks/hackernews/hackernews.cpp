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

constexpr auto search_path = "/api/v1/search_by_date";
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
    return query.after(search_path);
}

nlohmann::json const& hits_in(nlohmann::json const& answer) {
    return json::needed_list(answer, "hits", "hackernews: the answer has no hits");
}

class HackerNewsListener : public Listener {
public:
    HackerNewsListener(HackerNewsSettings const& settings, Clock const& clock)
        : settings_(settings), clock_(clock), api_({settings, "hackernews", settings.search}, clock) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    HackerNewsSettings const settings_;
    Clock const& clock_;
    Api api_;
};

SearchPage HackerNewsListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const now = clock_.now();
    SearchPage page;
    auto search = cursor_for<TimedSearch>(page, cursor);
    auto const asked = asked_of(settings_, query);
    auto const& words = search.begin(asked.searches, now - settings_.back_fill);
    auto const place = std::ranges::find(asked.searches, words) - asked.searches.begin();
    bool const filtered = static_cast<std::size_t>(place) >= asked.unfiltered;
    auto& mark = search.at(words);

    auto const answer = json::body_of(api_.call({.path = path_of(words, mark)}), "hackernews");
    TimedPage found{search, mark, now, filtered ? &query.queries : nullptr, page};
    for (auto const& hit : hits_in(answer))
        if (auto post = post_of_hit(hit)) found.take(std::move(*post));
    json::tell_strays(page, hits_in(answer));
    bool const further = found.any_new && json::whole(answer, "nbPages").value_or(0) > 1;
    if (further && ++mark.pages < pages_a_query) {
        mark.next = std::to_string(seconds_of(*found.oldest));
    } else {
        if (further)
            page.skipped.push_back(
                {"hackernews", "too much was written since the last search; the oldest is left out"});
        search.finish(words, overlap);
    }
    bool const more = search.more();
    return finished_page(std::move(page), std::move(search), more, api_.wait());
}

class HackerNewsAnswerer : public ByHandAnswerer {
public:
    HackerNewsAnswerer(HackerNewsSettings const& settings, Clock const& clock)
        : ByHandAnswerer("hackernews", count_unlimited),
          api_({settings, "hackernews", settings.items}, clock) {}

    /// "https://news.ycombinator.com/item?id=1".
    std::string native_id_of(std::string_view named) override {
        constexpr std::string_view query = "?id=";
        auto const url = parse_url(named);
        bool const page = url && url->host == "news.ycombinator.com" && url->query.starts_with(query);
        return page ? url->query.substr(query.size()) : std::string(named);
    }
    /// Never `locked`: the API does not say so.
    Parent look(std::string_view native_id) override {
        auto const path = fmt::format("/v0/item/{}.json", percent_encoded(native_id));
        auto const item = json::body_of(api_.call({.path = path}), "hackernews");
        // What was never there is null.
        if (!item.is_null() && !json::text(item, "id"))
            throw NetworkError(NetworkError::Class::theirs, "hackernews: the answer is no item");
        auto parent = parent_of_item(item);
        parent.native_id = native_id;
        return parent;
    }

private:
    Api api_;
};

class HackerNewsAccount : public Account {
public:
    HackerNewsAccount(HackerNewsSettings const& settings, Clock const& clock)
        : username_(settings.username), api_({settings, "hackernews", settings.search}, clock) {}

    std::vector<OwnReply> recent_replies(Time since) override {
        Query query;
        query.add("tags", "comment,author_" + username_).add("hitsPerPage", hits_a_page);
        query.add("numericFilters", fmt::format("created_at_i>={}", seconds_of(since)));
        auto const answer = json::body_of(api_.call({.path = query.after(search_path)}), "hackernews");
        std::vector<OwnReply> replies;
        for (auto const& hit : hits_in(answer))
            if (auto const post = post_of_hit(hit);
                post && post->in_reply_to && post->written_at && post->author_handle == username_)
                replies.push_back(
                    {post->native_id, *post->in_reply_to, post->text, post->url, *post->written_at});
        return replies;
    }

private:
    std::string const username_;
    Api api_;
};

Network connect(config::Networks const& all, Surroundings const& in) {
    HackerNewsSettings settings{all.hackernews, in.caller(all)};
    if (in.look_back) settings.back_fill = *in.look_back;
    return hackernews(std::move(settings), in.clock);
}

}  // namespace

Network hackernews(HackerNewsSettings settings, Clock const& clock) {
    bool const has_account = !settings.username.empty();
    return {.name = "hackernews",
            .policy = policy_of("hackernews"),
            .listener = std::make_unique<HackerNewsListener>(settings, clock),
            .answerer = std::make_unique<HackerNewsAnswerer>(settings, clock),
            .account = has_account ? std::make_unique<HackerNewsAccount>(settings, clock) : nullptr,
            .interval = settings.poll_interval};
}

constinit Descriptor const hackernews_network{
    .name = "hackernews",
    .composer = {count_unlimited},
    .dialect = watch::Dialect{.any = false, .without = false, .tag_mark = ""},
    .enabled = [](config::Networks const& all) { return all.hackernews.enabled; },
    .connect = connect};

}  // namespace bot::networks
