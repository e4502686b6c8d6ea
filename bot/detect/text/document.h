#pragma once

#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/model/token_cache.h"
#include "bot/detect/text/language.h"
#include "bot/detect/text/normalise.h"
#include "bot/detect/text/tokens.h"

namespace bot::detect {

/// A post taken apart. Keep one per thread and read posts into it: its memory is used again.
class Document {
public:
    /// `text` must outlive the reading.
    void read(Text const& text);

    Normalised const& post() const { return post_; }
    std::string_view words() const { return words_; }
    std::vector<Token> const& tokens() const { return tokens_; }
    Language language() const { return language_; }
    /// The piece of the original between two code points; what is not valid UTF-8 in it reads as U+FFFD.
    std::string slice(std::size_t start, std::size_t end) const;

private:
    std::string_view words_;
    Normalised post_;
    std::vector<Token> tokens_;
    TokenCache token_cache_;
    Language language_ = Language::english;
};

}  // namespace bot::detect
