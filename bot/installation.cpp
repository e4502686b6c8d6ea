#include "bot/installation.h"

#include <fmt/format.h>

#include "bot/base/clock.h"
#include "bot/base/log.h"
#include "bot/base/user_error.h"
#include "storage/installation.h"

namespace bot {
namespace {

storage::StoreOptions store_options(config::Config const& config, DataFolder const& folder,
                                    Clock const& clock, Installation::Use use) {
    storage::StoreOptions options;
    options.database = database_of(config);
    options.backups = folder.backups;
    options.now = [&clock] { return clock.now(); };
    options.alongside = use == Installation::Use::alongside;
    return options;
}

DataFolder& claimed(DataFolder& folder, Installation::Use use) {
    if (use == Installation::Use::daemon) folder.lock();
    return folder;
}

}  // namespace

Installation::Installation(config::Config settings, Use use, std::unique_ptr<Clock> given)
    : config(std::move(settings)),
      folder(config.data),
      clock(given ? std::move(given) : usual_clock()),
      keys(claimed(folder, use).keys),
      store(store_options(config, folder, *clock, use)) {}

std::string database_of(config::Config const& config) {
    return config.database.empty() ? (config.data / "db" / "supportawards.db").string() : config.database;
}

void settle_public_url(Installation& installation, bool change) {
    auto const& wanted = installation.config.public_url;
    auto const recorded = storage::installation::find(installation.store, "public_url");
    if (recorded == wanted) return;
    if (recorded && !change)
        throw UserError(UserError::Kind::conflict,
                        fmt::format("public_url is {} and was {} until now: links in replies and mails that "
                                    "were sent lead there. "
                                    "Set it back, or accept that they break: supportawards serve --i-know",
                                    wanted, *recorded));
    auto const now = installation.clock->now();
    installation.store.write(
        [&](storage::Write& write) { storage::installation::set(write, "public_url", wanted, now); });
    if (recorded)
        log::warn("public_url was changed",
                  {{"from", log::vouched(*recorded)}, {"to", log::vouched(wanted)}});
}

}  // namespace bot
