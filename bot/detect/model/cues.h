#pragma once

#include <vector>

#include "bot/detect/model/features.h"

namespace bot::detect {

/// What the cues of a post say together: which there are, which follows which, what is negated, what comes
/// first and last; and how the post is written. Adds to `out`.
void look_at_cues(Document const& document, std::vector<Feature>& out);

}  // namespace bot::detect
