#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/networks/x/server.h"

namespace bot::networks {

/// What the filtered stream is filtered by (docs.x.com: filtered stream, rules). They belong to the
/// application and outlive connections and restarts.
struct XRules {
    std::map<std::string, std::string> searches;  // by the rule's id
    std::vector<Skipped> refused;                 // searches that X takes for no rule, with what it said
    std::size_t of_others = 0;                    // rules of the application that are not ours
    int not_allowed = 0;                          // the status if the plan has no stream: all else is empty
};

/// Makes our rules, which carry a tag of ours, those searches: new ones are tried first (dry_run), then
/// added; then those that nobody wants are taken away. Rules of others are left alone. Costs nothing. Throws
/// NetworkError.
XRules sync_x_rules(XServer& server, std::vector<std::string> const& searches);

}  // namespace bot::networks
