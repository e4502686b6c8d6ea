#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bot::desk {

/// Words that made the detector more or less sure, as stored with the candidate. Code points, the end
/// exclusive.
struct Reason {
    std::size_t start = 0;
    std::size_t end = 0;
    std::string text;
    double weight = 0;
};

/// A stretch of the post, marked or not. Their texts together are the post.
struct Stretch {
    std::string text;
    bool marked = false;
};

/// The column's JSON; whatever in it is not a reason is left out.
std::vector<Reason> reasons_from(std::string_view json);

/// Splits the post at the borders of the reasons that speak for praise. Ranges may overlap or lie outside.
std::vector<Stretch> marked(std::string_view text, std::vector<Reason> const& reasons);

}  // namespace bot::desk
