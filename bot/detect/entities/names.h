#pragma once

#include <optional>
#include <vector>

#include "bot/detect/text/document.h"

namespace bot::detect {

/// The tokens, both included, that name somebody.
struct NameRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The person, or the persons named together, whom a post of praise singles out. Tokens in `company` name a
/// company.
std::optional<NameRange> find_name(Document const& document, std::vector<bool> const& company);

}  // namespace bot::detect
