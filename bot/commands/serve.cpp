#include "bot/commands/commands.h"
#include "bot/log.h"

namespace bot::commands {

int run(Serve const&, config::Sources const& sources) {
    auto const loaded = config::load(sources);
    log::start({loaded.config.log.level, loaded.config.log.format});
    log::info("started", {{"port", loaded.config.web.port}});
    return 0;
}

}  // namespace bot::commands
