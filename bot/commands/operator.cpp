#include <cstdio>

#include "bot/app/prepare.h"
#include "bot/commands/commands.h"

namespace bot::commands {

int run(OperatorAdd const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    add_operator(installation, options.name, options.lead);
    std::printf("%s\nOpen it once, within a day, to choose a password.\n",
                sign_in_link(installation, options.name).c_str());
    return 0;
}

int run(OperatorLink const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    std::printf("%s\nOpen it once, within a day, to choose a new password.\n",
                sign_in_link(installation, options.name).c_str());
    return 0;
}

}  // namespace bot::commands
