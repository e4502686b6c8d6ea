#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/listen/watchlist/watch_words.h"
#include "config/config.h"

namespace bot::commands {
namespace {

listen::WatchList list_of(Installation& base) {
    return {base.store, *base.clock, networks::searched_policies(base.config.networks.policies)};
}

void print(listen::Trial const& trial, pages::Words const& words) {
    auto const told = listen::words_of(trial, words, "en");
    for (auto const& on : told.networks) {
        fmt::print("{}\n", on.title);
        for (auto const& asks : on.asks) fmt::print("  asks      {}\n", asks);
        fmt::print("  finds     {}\n", on.finds);
        if (!on.cost.empty()) fmt::print("  cost      {}\n", on.cost);
    }
    for (auto const& problem : told.problems) fmt::print("problem     {}\n", problem);
    if (!told.networks.empty()) fmt::print("{}\n", words.say("en", "watch.based_on"));
    if (!told.back_test.empty()) fmt::print("{}\n", told.back_test);
    for (auto const& post : trial.examples)
        fmt::print("  {}  {}\n", post.network, post.url.value_or(post.native_id.value_or("")));
}

}  // namespace

int run(WatchList const&, config::Sources const& sources) {
    auto base = opened(sources);
    auto const rows = list_of(base).all();
    if (rows.empty()) fmt::print("Nothing is listened for; see supportawards watch add --help.\n");
    pages::Words const words;
    for (auto const& [query, due, trial] : rows) {
        fmt::print("{}  {}\n  {}, by {}, kept by {}, review {}{}\n", query.id.text(), query.words,
                   query.network.value_or("all networks"), query.author, query.steward,
                   storage::day_of(query.review_at), due ? " (due)" : "");
        for (auto const& problem : listen::words_of(trial, words, "en").problems)
            fmt::print("  problem   {}\n", problem);
    }
    return 0;
}

int run(WatchAdd const& options, config::Sources const& sources) {
    auto base = opened(sources);
    auto list = list_of(base);
    storage::WatchQuery query;
    query.words = options.words;
    query.network = options.network;
    query.author = options.author;
    query.steward = options.steward;
    query.review_at = list.usual_review();
    if (options.review) {
        auto const day = storage::start_of_day(*options.review);
        if (!day) throw UserError(UserError::Kind::invalid, "--review: not a day like 2027-05-01");
        query.review_at = *day;
    }
    pages::Words const words;
    print(list.try_out(query.words, query.network), words);
    if (auto const refusal = list.add(query))
        throw UserError(UserError::Kind::invalid, listen::words_of(*refusal, words, "en"));
    fmt::print("It is kept.\n");
    return 0;
}

int run(WatchRetire const& options, config::Sources const& sources) {
    auto base = opened(sources);
    if (!list_of(base).retire(storage::WatchQueryId(options.id)))
        throw UserError(UserError::Kind::not_found,
                        options.id + " is not listened for; see supportawards watch list");
    fmt::print("It is retired.\n");
    return 0;
}

int run(WatchTry const& options, config::Sources const& sources) {
    auto base = opened(sources);
    auto const trial = list_of(base).try_out(options.words, {});
    print(trial, pages::Words());
    return trial.sound() ? 0 : 1;
}

}  // namespace bot::commands
