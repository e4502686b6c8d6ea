#pragma once

#include "bot/detect/detect.h"

namespace bot::detect {

/// What a person types into a network's search box: "great customer service", "awesome support". Praise if
/// one of these phrases stands in the post, other if not; the measure to beat. Any thread.
Verdict keyword_search(Text const& text);

}  // namespace bot::detect
