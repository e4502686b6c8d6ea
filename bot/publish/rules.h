#pragma once

#include <string>
#include <vector>

#include "storage/seasons.h"

namespace bot::publish {

/// What pages say of a season's published rules. A part that is missing has the value below: a page must not
/// fail for the rules of an old season.
struct Rules {
    std::vector<std::string> categories;  // "all" first, then in the order of the rules
    long long invited_weight = 1'000'000;
    long long cold_weight = 400'000;
};
Rules rules_of(storage::Season const& season);

}  // namespace bot::publish
