#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>

#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/listen/watching.h"
#include "bot/networks/watch/dialect.h"
#include "bot/networks/watch/filter.h"
#include "bot/user_error.h"
#include "config/day.h"
#include "storage/posts.h"

namespace bot::commands {
namespace {

constexpr int back_test_posts = 20'000;
constexpr int back_test_examples = 5;
constexpr auto review_after = std::chrono::days(182);

Installation opened(config::Sources const& sources) {
    return Installation(config::load(sources).config, Installation::Use::alongside);
}

std::string day_of(Time moment) {
    return date::format("%F", std::chrono::floor<std::chrono::days>(moment));
}

/// What each network would be asked; the number of faults.
int tell_networks(networks::watch::Query const& query, std::optional<std::string> const& only) {
    int wrong = 0;
    for (auto const& dialect : networks::watch::dialects()) {
        if (only && *only != dialect.name) continue;
        fmt::print("{}\n", dialect.name);
        for (auto const& search : networks::watch::searches(query, dialect))
            fmt::print("  asks      {}\n", search.empty() ? "(nothing it can be asked)" : search);
        for (auto const& fault : networks::watch::faults(query, dialect)) {
            fmt::print("  problem   {}\n", fault);
            ++wrong;
        }
    }
    return wrong;
}

networks::FoundPost as_found(storage::Post const& post) {
    networks::FoundPost found;
    found.text = post.text.value_or("");
    found.language = post.language;
    found.author_handle = post.author_handle;
    return found;
}

/// On the finds that are stored: posts that were no finds leave nothing to try it on.
void back_test(storage::Read const& read, networks::watch::Query const& query) {
    auto const posts = storage::posts::newest(read, back_test_posts);
    std::vector<storage::Post const*> held;
    for (auto const& post : posts)
        if (networks::watch::holds(query, as_found(post))) held.push_back(&post);
    if (posts.empty()) {
        fmt::print("No find is stored yet to try it on.\n");
        return;
    }
    auto const newest = posts.front().seen_at, oldest = posts.back().seen_at;
    fmt::print("It holds for {} of the {} finds stored between {} and {}.\n", held.size(), posts.size(),
               day_of(oldest), day_of(newest));
    for (std::size_t i = 0; i < std::min<std::size_t>(held.size(), back_test_examples); ++i)
        fmt::print("  {}  {}\n", held[i]->network, held[i]->url.value_or(held[i]->native_id.value_or("")));
}

}  // namespace

int run(WatchList const&, config::Sources const& sources) {
    auto const base = opened(sources);
    auto const now = base.clock->now();
    auto const rows = storage::watch_queries::all(base.store);
    if (rows.empty()) fmt::print("Nothing is listened for; see supportawards watch add --help.\n");
    for (auto const& row : rows)
        fmt::print("{}  {}\n  {}, by {}, kept by {}, review {}{}\n", row.id.text(), row.words,
                   row.network.value_or("all networks"), row.author, row.steward, day_of(row.review_at),
                   row.review_at < now ? " (due)" : "");
    return 0;
}

int run(WatchAdd const& options, config::Sources const& sources) {
    auto base = opened(sources);
    storage::WatchQuery row;
    row.id = storage::WatchQueryId::random();
    row.words = options.words;
    row.network = options.network;
    row.author = options.author;
    row.steward = options.steward;
    row.created_at = base.clock->now();
    row.review_at = row.created_at + review_after;
    if (row.author == row.steward)
        throw UserError(UserError::Kind::invalid, "who keeps a watch query is not who wrote it");
    if (row.network && networks::watch::dialect_of(*row.network) == nullptr)
        throw UserError(UserError::Kind::invalid, *row.network + " is not a network that can be searched");
    if (options.review) {
        auto const day = config::parse_day(*options.review);
        if (!day) throw UserError(UserError::Kind::invalid, "--review: not a day like 2027-05-01");
        row.review_at = *day;
    }
    auto const query = listen::read_query(base.store, row.words);
    if (tell_networks(query, row.network) > 0) {
        fmt::print("It was not added.\n");
        return 1;
    }
    bool const fresh =
        base.store.write([&](storage::Write& write) { return storage::watch_queries::add(write, row); });
    fmt::print("{}\n", fresh ? "It is kept." : "It was there already.");
    return fresh ? 0 : 1;
}

int run(WatchRetire const& options, config::Sources const& sources) {
    auto base = opened(sources);
    storage::WatchQueryId const id(options.id);
    auto const now = base.clock->now();
    if (!base.store.write(
            [&](storage::Write& write) { return storage::watch_queries::retire(write, id, now); }))
        throw UserError(UserError::Kind::not_found,
                        options.id + " is not listened for; see supportawards watch list");
    fmt::print("It is retired.\n");
    return 0;
}

int run(WatchTry const& options, config::Sources const& sources) {
    auto const base = opened(sources);
    auto const query = listen::read_query(base.store, options.words);
    auto const wrong = tell_networks(query, {});
    back_test(base.store, query);
    return wrong == 0 ? 0 : 1;
}

}  // namespace bot::commands
