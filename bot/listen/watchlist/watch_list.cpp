#include "bot/listen/watchlist/watch_list.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "bot/base/money.h"
#include "bot/listen/watchlist/watching.h"
#include "bot/watch/filter.h"
#include "storage/daily_totals.h"
#include "storage/name_folding.h"

namespace bot::listen {
namespace {

using std::chrono::days;

constexpr int most_tried = 20'000;
constexpr std::size_t most_examples = 5;
constexpr auto looked_back = days(30);
constexpr auto review_after = days(182);

bool same_person(std::string_view one, std::string_view other) {
    return storage::folded_name(one) == storage::folded_name(other);
}

Trial::OnNetwork on_network(watch::Query const& query, networks::Policy const& policy,
                            watch::Dialect const& dialect) {
    Trial::OnNetwork on;
    on.network = policy.network;
    on.title = policy.title;
    auto const asked = asked_of(query, dialect);
    for (auto const& tag : asked.tags) on.asks.push_back("#" + tag);
    on.asks.insert(on.asks.end(), asked.searches.begin(), asked.searches.end());
    on.faults = watch::faults(query, dialect);
    on.cost_per_read = micro_dollars(policy.cost_per_read).value_or(0);
    on.cost_per_account = micro_dollars(policy.cost_per_account).value_or(0);
    return on;
}

/// A network's posts that were no finds, and the first day that there were any.
struct PassedBy {
    long long posts = 0;
    std::string first_day;
};

std::map<std::string, PassedBy> passed_by(storage::Read const& read, Time since, Time now) {
    std::map<std::string, PassedBy> all;
    for (auto const& count :
         storage::seen_counts::between(read, storage::day_of(since), storage::day_of(now))) {
        auto& one = all[count.network];
        one.posts += count.posts;
        if (one.first_day.empty()) one.first_day = count.day;
    }
    return all;
}

constexpr long long enough_held = 10;
constexpr double enough_days = 7;

}  // namespace

Estimate estimate(Heard const& heard, long long cost_per_read) {
    Estimate made;
    if (heard.days < 1 || heard.tried <= 0) return made;
    made.ground = heard.held < enough_held || heard.days < enough_days ? Estimate::Ground::little
                                                                       : Estimate::Ground::fair;
    auto const finds = static_cast<double>(std::max(heard.finds, heard.tried));
    auto const posts = std::max(static_cast<double>(heard.posts), finds);
    auto const held = static_cast<double>(heard.held);
    // Words are forgotten in time; the finds that lost theirs are taken to be like those that have them.
    auto const a_day = finds / static_cast<double>(heard.tried) / heard.days;
    made.finds_a_day = held * a_day;
    auto const margin = 2 * std::sqrt(held + 1);  // the score interval of a Poisson count, two sigma
    made.least_finds = std::max(0.0, held + 2 - margin) * a_day;
    made.most_finds = (held + 2 + margin) * a_day;
    made.posts_a_day = made.finds_a_day * posts / finds;
    auto const price = static_cast<double>(cost_per_read);
    made.least_cost = std::llround(made.finds_a_day * price);
    made.cost = std::llround(made.posts_a_day * price);
    return made;
}

bool Trial::sound() const {
    return !unreadable && !unsearchable &&
           std::ranges::all_of(networks, [](OnNetwork const& on) { return on.faults.empty(); });
}

WatchList::WatchList(storage::Store& store, Clock const& clock, std::vector<networks::Policy> policies)
    : store_(store), clock_(clock), policies_(std::move(policies)) {}

Trial WatchList::read(std::string const& words, std::optional<std::string> const& network,
                      std::optional<watch::Query>& query) const {
    Trial trial;
    trial.words = words;
    trial.network = network;
    try {
        query = read_query(store_, words);
    } catch (watch::Unreadable const& why) {
        trial.unreadable = why;
        return trial;
    }
    for (auto const& policy : policies_) {
        auto const* const dialect = networks::dialect_of(policy.network);
        if (dialect != nullptr && (!network || *network == policy.network))
            trial.networks.push_back(on_network(*query, policy, *dialect));
    }
    trial.unsearchable = trial.networks.empty();
    return trial;
}

Trial WatchList::try_out(std::string const& words, std::optional<std::string> const& network) const {
    std::optional<watch::Query> query;
    auto trial = read(words, network, query);
    if (!query) return trial;
    auto const now = clock_.now();
    auto const since = std::chrono::floor<days>(now - looked_back);
    auto const posts = storage::posts::newest(store_, most_tried);
    std::map<std::string, Heard> heard;
    std::map<std::string, Time> first;
    for (auto const& post : posts) {
        bool const held = watch::holds(*query, {post.text.value_or(""), post.language, post.author_handle});
        trial.held += held;
        if (held && trial.examples.size() < most_examples) trial.examples.push_back(post);
        if (post.seen_at < since) continue;
        ++heard[post.network].tried;
        heard[post.network].held += held;
        first[post.network] = post.seen_at;
    }
    trial.tried = static_cast<long long>(posts.size());
    if (!posts.empty()) trial.newest = posts.front().seen_at, trial.oldest = posts.back().seen_at;
    auto const others = passed_by(store_, since, now);
    for (auto& on : trial.networks) {
        on.heard = heard[on.network];
        on.heard.finds = on.heard.posts = storage::posts::count_since(store_, on.network, since);
        auto began = first.contains(on.network) ? first[on.network] : now;
        if (auto const other = others.find(on.network); other != others.end()) {
            on.heard.posts += other->second.posts;
            began = std::min(began, storage::start_of_day(other->second.first_day).value_or(Time{}));
        }
        on.heard.days = std::chrono::duration<double, days::period>(now - began).count();
        on.estimate = estimate(on.heard, on.cost_per_read);
    }
    return trial;
}

std::vector<WatchList::Row> WatchList::all() const {
    auto const now = clock_.now();
    std::vector<Row> rows;
    for (auto const& query : storage::watch_queries::all(store_)) {
        std::optional<watch::Query> meant;
        rows.push_back({query, query.review_at <= now, read(query.words, query.network, meant)});
    }
    std::stable_partition(rows.begin(), rows.end(), [](Row const& row) { return row.due; });
    return rows;
}

std::vector<std::pair<std::string, std::string>> WatchList::networks() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (auto const& policy : policies_) all.emplace_back(policy.network, policy.title);
    return all;
}

std::optional<WatchList::Refusal> WatchList::add(storage::WatchQuery query) {
    query.id = storage::WatchQueryId::random();
    query.created_at = clock_.now();
    if (same_person(query.author, query.steward)) return Refusal::same_person;
    if (query.review_at <= query.created_at) return Refusal::review_past;
    std::optional<watch::Query> meant;
    if (!read(query.words, query.network, meant).sound()) return Refusal::unsound;
    bool const fresh =
        store_.write([&](storage::Write& write) { return storage::watch_queries::add(write, query); });
    return fresh ? std::nullopt : std::optional(Refusal::there_already);
}

bool WatchList::retire(storage::WatchQueryId const& id) {
    auto const now = clock_.now();
    return store_.write(
        [&](storage::Write& write) { return storage::watch_queries::retire(write, id, now); });
}

bool WatchList::may_review(storage::WatchQuery const& query, std::string_view person) {
    return !same_person(query.author, person);
}

WatchList::Reviewed WatchList::review(storage::WatchQueryId const& id, std::string const& person, Time next) {
    if (next <= clock_.now()) return Reviewed::past;
    return store_.write([&](storage::Write& write) {
        auto const query = storage::watch_queries::find(write, id);
        if (!query) return Reviewed::gone;
        if (!may_review(*query, person)) return Reviewed::own;
        storage::watch_queries::review(write, id, person, next);
        return Reviewed::yes;
    });
}

Time WatchList::usual_review() const {
    return std::chrono::floor<days>(clock_.now()) + review_after;
}

}  // namespace bot::listen
