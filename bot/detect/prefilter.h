#pragma once

#include <memory>
#include <string_view>

namespace bot::detect {

/// A quick look at raw bytes that most of what people write does not survive: nothing in it thanks or
/// praises. Any thread.
class Prefilter {
public:
    Prefilter();
    ~Prefilter();
    bool passes(std::string_view words) const;

private:
    struct Patterns;
    std::unique_ptr<Patterns const> patterns_;
};

}  // namespace bot::detect
