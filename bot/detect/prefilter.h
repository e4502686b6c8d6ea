#pragma once

#include <string_view>

#include "bot/detect/literal_matcher.h"

namespace bot::detect {

/// A quick look at raw bytes that most of what people write does not survive: nothing in it thanks or
/// praises. Any thread.
class Prefilter {
public:
    Prefilter();
    bool passes(std::string_view words) const;

private:
    LiteralMatcher matcher_;
};

}  // namespace bot::detect
