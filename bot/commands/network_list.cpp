#include "bot/commands/commands.h"
#include "bot/user_error.h"

namespace bot::commands {

int run(NetworkList const&, config::Sources const& sources) {
    config::load(sources);
    throw UserError(UserError::Kind::unavailable, "this command is not ready");
}

}  // namespace bot::commands
