#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/networks/money.h"
#include "storage/networks.h"
#include "storage/seen_counts.h"
#include "storage/spend.h"

namespace bot::commands {
namespace {

std::string_view by_api(networks::Policy::ByApi rule) {
    switch (rule) {
        case networks::Policy::ByApi::always:
            return "by API and by hand";
        case networks::Policy::ByApi::summoned:
            return "by API where the author called us, else by hand";
        case networks::Policy::ByApi::never:
            break;
    }
    return "by hand";
}

std::string health(std::optional<storage::NetworkState> const& state, std::string_view words_of_ago) {
    if (!state || (!state->succeeded_at && !state->failed_at)) return "not asked yet";
    if (state->failures == 0) return fmt::format("well, asked {}", words_of_ago);
    return fmt::format("{} failure{} in a row ({}): {}", state->failures, state->failures == 1 ? "" : "s",
                       state->error_class.value_or("?"), state->error.value_or("?"));
}

/// A line of its own where calls cost; else nothing.
std::string spend(storage::Read const& read, networks::Network const& network, Time now) {
    if (network.daily_spend_cap == 0) return {};
    auto const today = storage::spend::on(read, network.name, storage::day_of(now));
    return fmt::format("  spend    {} of {} today (UTC), {} posts read, {} written\n",
                       networks::in_dollars(today.micro_dollars),
                       networks::in_dollars(network.daily_spend_cap), today.posts_read, today.posts_written);
}

}  // namespace

int run(NetworkList const&, config::Sources const& sources) {
    Installation const base(config::load(sources).config, Installation::Use::alongside);
    pages::Words const words;
    auto const all = networks::connect(network_settings(base.config, base.folder.path), *base.clock);
    if (all.empty())
        fmt::print("No network is enabled; see [networks.…] in config/supportawards.example.toml.\n");
    for (auto const& network : all) {
        auto const state = storage::networks::find(base.store, network.name);
        auto const ago =
            state && state->succeeded_at ? words.ago("en", *state->succeeded_at, base.clock->now()) : "";
        fmt::print("{}  {}\n  answers  {}, at most {} a day\n  rules    {} (read on {})\n  listening {}\n{}",
                   network.name, network.policy.title, by_api(network.policy.by_api),
                   network.policy.daily_cap, network.policy.source, network.policy.checked_on,
                   health(state, ago), spend(base.store, network, base.clock->now()));
    }
    return 0;
}

}  // namespace bot::commands
