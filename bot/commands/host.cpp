#include <date/date.h>

#include <cstdio>

#include "bot/app/clock_watch.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"

namespace bot::commands {

int run(KeysAccept const& options, config::Sources const& sources) {
    auto const config = config::load(sources).config;
    if (!options.known) {
        for (auto const& name : options.names)
            std::printf("Without the old %s: %s.\n", name.c_str(), what_is_lost(name).c_str());
        std::printf("Nothing was changed. If it is in no backup: the same again with --i-know\n");
        return 1;
    }
    accept_keys(config, options.names);
    for (auto const& name : options.names)
        std::printf("%s belongs to the database from now on.\n",
                    (config.data / "keys" / name).string().c_str());
    std::printf("Start the programme again if it runs, and make a backup of the keys.\n");
    return 0;
}

int run(ClockAccept const&, config::Sources const& sources) {
    auto installation = opened(sources);
    auto const now = installation.clock->now();
    bool const doubted = accept_clock(installation.store, now);
    std::printf(doubted ? "%s UTC is right: what is to be forgotten and deleted is again, within minutes.\n"
                        : "Nobody doubts the clock; it shows %s UTC.\n",
                date::format("%F %R", now).c_str());
    return doubted ? 0 : 1;
}

}  // namespace bot::commands
