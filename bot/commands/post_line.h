#pragma once

#include <memory>
#include <stdexcept>
#include <string_view>

#include "bot/detect/detect.h"

namespace bot::commands {

/// Says why a line is no post.
class NotAPost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads posts that are a JSON object a line: "text", and if they are there "lang" and "author". Keep one:
/// its memory is used again.
class PostLine {
public:
    PostLine();
    ~PostLine();
    /// Behind the line lie at least Lines::padding readable bytes. Valid as long as the line, until the next
    /// call. Throws NotAPost.
    detect::Text read(std::string_view line);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace bot::commands
