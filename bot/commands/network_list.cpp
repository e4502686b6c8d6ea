#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "bot/listen/health_words.h"

namespace bot::commands {
namespace {

void print(listen::Standing const& standing, listen::HealthWords const& words,
           std::string const& public_url) {
    auto const line = [](char const* what, std::string const& is) {
        if (!is.empty()) fmt::print("  {:<9} {}\n", what, is);
    };
    fmt::print("{}  {}\n", standing.network, standing.title);
    line("listening", words.state);
    if (!words.trouble.empty()) line("why", words.trouble + " " + words.advice);
    line("said", standing.last.error.value_or(""));
    line("succeeded", words.succeeded);
    line("next try", words.next);
    line("today", words.read);
    line("account", words.account);
    if (standing.account == listen::Standing::Account::none)
        line("sign in", fmt::format("{}/console/networks/{}/connect", public_url, standing.network));
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
    for (auto const& standing : listen::Health(base.store, *base.clock, networks).all())
        print(standing, listen::words_of(standing, words, "en", base.clock->now()), base.config.public_url);
    return 0;
}

}  // namespace bot::commands
