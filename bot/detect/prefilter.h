#pragma once

#include <string_view>

#include "bot/detect/sieve.h"

namespace bot::detect {

/// A quick look at raw bytes that most of what people write does not survive: nothing in it thanks or
/// praises. Any thread.
class Prefilter {
public:
    Prefilter();
    bool passes(std::string_view words) const;

private:
    Sieve sieve_;
};

}  // namespace bot::detect
