#pragma once

#include <memory>

#include "bot/app/data_folder.h"
#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "config/config.h"
#include "storage/engine/store.h"

namespace bot {

/// What everything else stands on: one installation's settings, folder, clock, keys and database, opened in
/// that order and closed in the reverse one.
class Installation {
public:
    enum class Use {
        daemon,    // alone: a second one is refused, naming the first one's pid
        alongside  // a command that may work while the daemon runs
    };
    /// Without a clock: the system's; in a program built with test hooks one that SUPPORTAWARDS_CLOCK_FILE
    /// moves. Throws UserError or storage::Error.
    Installation(config::Config config, Use use, std::unique_ptr<Clock> clock = nullptr);

    config::Config const config;
    DataFolder folder;
    std::unique_ptr<Clock const> const clock;
    Keys const keys;
    storage::Store store;
};

/// Where the database is: the setting, else db/supportawards.db in the data folder.
std::string database_of(config::Config const& config);

/// Records public_url at the first start. Throws UserError if another one was recorded before, unless
/// `change`.
void settle_public_url(Installation& installation, bool change);

}  // namespace bot
