#include "bot/check/check.h"

#include <cstdio>

#include "bot/commands/commands.h"

namespace bot::commands {

int run(Check const& options, config::Sources const& sources) {
    auto const findings = check::look(sources);
    std::fputs((options.json ? check::as_json(findings) : check::as_text(findings)).c_str(), stdout);
    auto const& first = findings.front();
    if (first.area == "config" && first.grade == check::Finding::Grade::problem) return 2;
    return check::any_problem(findings) ? 1 : 0;
}

int run(ConfigShow const&, config::Sources const& sources) {
    std::fputs(config::shown(config::load(sources)).c_str(), stdout);
    return 0;
}

}  // namespace bot::commands
