#include "bot/app/database_health.h"

#include "bot/base/log.h"
#include "storage/engine/error.h"

namespace bot {

void DatabaseHealth::saw(std::exception const& failure) noexcept {
    try {
        if (storage::kind_of(failure) == storage::Error::Kind::damaged)
            found_damage(storage::loggable(failure));
    } catch (std::exception const&) {
        damaged_ = true;  // Without a line in the log, for which there was no room.
    }
}

void DatabaseHealth::examine() {
    auto const now = clock_.running();
    if (examined_ && now - *examined_ < std::chrono::hours(24)) return;
    auto const damage = store_.damage();
    examined_ = now;
    if (!damage.empty()) found_damage(damage.front());
}

void DatabaseHealth::found_damage(std::string const& why) {
    if (damaged_.exchange(true)) return;
    log::error(
        "the database is damaged; stop the program and go back to the newest good copy: supportawards check",
        {{"why", log::vouched(why)}});
}

}  // namespace bot
