#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "bot/networks/network.h"

namespace bot::networks {

// Posts as the two sources of Hacker News write them: titles are plain text, all else is HTML.

/// A hit of Algolia's index. Empty if it has no number for an id or no words.
std::optional<FoundPost> post_of_hit(nlohmann::json const& hit);

/// An item of the official API: `gone` if it is null, deleted, dead or has no words.
Parent parent_of_item(nlohmann::json const& item);

}  // namespace bot::networks
