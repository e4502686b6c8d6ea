#include <cstdio>

#include "bot/commands/commands.h"

namespace bot::commands {

int run(ConfigShow const&, config::Sources const& sources) {
    std::fputs(config::shown(config::load(sources)).c_str(), stdout);
    return 0;
}

}  // namespace bot::commands
