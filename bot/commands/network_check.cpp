#include <cstdio>

#include "bot/check/checks.h"
#include "bot/commands/commands.h"

namespace bot::commands {

int run(NetworkCheck const&, config::Sources const& sources) {
    check::Findings findings;
    check::networks(findings, config::load(sources).config);
    std::fputs(check::as_text(findings).c_str(), stdout);
    return check::any_problem(findings) ? 1 : 0;
}

}  // namespace bot::commands
