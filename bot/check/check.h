#pragma once

#include <string>
#include <vector>

#include "config/read.h"

/// Looks for what is wrong with an installation, also while its daemon runs. It changes nothing but what
/// every command that opens the database does: an older schema is brought up to date after making a copy, and
/// the fingerprints of the keys are recorded where there are none.
namespace bot::check {

/// One thing that was looked at. `fix` is the exact command or setting that helps; "" if nothing is wrong.
struct Finding {
    enum class Grade { good, warning, problem };
    std::string area;  // config, folder, keys, disk, database, clock, pages, network, mail
    Grade grade = Grade::good;
    std::string what;
    std::string why;
    std::string fix;
};

/// Never throws for what it finds. Mistakes in the configuration end it: the rest could not be looked at.
std::vector<Finding> look(config::Sources const& sources);

/// True if one of them is a problem.
bool any_problem(std::vector<Finding> const& findings);
/// For people: a line each, with what to do below.
std::string as_text(std::vector<Finding> const& findings);
/// For machines: {"ok", "findings": [{"area", "grade", "what", "why", "fix"}]}; absent is null.
std::string as_json(std::vector<Finding> const& findings);

}  // namespace bot::check
