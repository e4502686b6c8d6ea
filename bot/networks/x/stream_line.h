#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/x/budget.h"
#include "bot/networks/x/post.h"

namespace bot::networks {

/// A line of X's filtered stream.
struct XStreamLine {
    std::optional<XPost> post;         // absent if it has none that can be read
    std::vector<std::string> rules;    // ids of those that it matches
    std::optional<std::string> error;  // what X says is wrong, e.g. why it ends the connection
    /// What came with it; absent if it cannot be read at all, so that nobody knows.
    std::optional<ApiCost> bill;
};

/// `us` may be null. Takes any bytes.
XStreamLine read_x_line(std::string_view line, XAccount const* us);

}  // namespace bot::networks
