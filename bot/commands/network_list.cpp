#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/listen/health.h"

namespace bot::commands {
namespace {

void print(listen::NetworkHealth const& health, listen::HealthWords const& words,
           std::string const& public_url) {
    auto const line = [](char const* what, std::string const& is) {
        if (!is.empty()) fmt::print("  {:<9} {}\n", what, is);
    };
    fmt::print("{}  {}\n", health.network, health.title);
    line("listening", words.state);
    if (!words.trouble.empty()) line("why", words.trouble + " " + words.advice);
    line("said", health.last.error.value_or(""));
    line("succeeded", words.succeeded);
    line("next try", words.next);
    line("today", words.read);
    line("account", words.account);
    if (health.account == listen::NetworkHealth::Account::none)
        line("sign in", fmt::format("{}/console/networks/{}/connect", public_url, health.network));
    line("spend", words.spend);
    line("answers", words.answers);
    line("rules", words.rules);
}

}  // namespace

int run(NetworkList const&, config::Sources const& sources) {
    Installation base(config::load(sources).config, Installation::Use::alongside);
    pages::Words const words;
    auto const networks = networks::connect(network_settings(base.config, base.folder.path), *base.clock);
    if (networks.empty())
        fmt::print("No network is enabled; see [networks.…] in config/supportawards.example.toml.\n");
    for (auto const& health : listen::Health(base.store, *base.clock, networks).all())
        print(health, listen::words_of(health, words, "en", base.clock->now()), base.config.public_url);
    return 0;
}

}  // namespace bot::commands
