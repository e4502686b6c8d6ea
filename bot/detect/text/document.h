#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/lexicon.h"
#include "bot/detect/text/normalise.h"
#include "bot/detect/text/tokens.h"

// The way from a post to what the model and the entities look at: all that needs no weights and no companies.
namespace bot::detect {

/// Words that a thread remembers, two places for each hash: people say the same few thousand over and over.
constexpr std::size_t remembered_words = 16384;
class TokenCache;

/// A post taken apart: normalised, tokenized, its language guessed, its tokens tagged with cues. Keep one per
/// thread and read posts into it: its memory is used again, and so is what it learned of words.
class Document {
public:
    Document();
    ~Document();
    /// Forgets the post of before, but not its words. What `text` points to must live until the next call;
    /// its author is not looked at. Any text can be read. Throws std::logic_error if the word lists are
    /// broken.
    void read(Text const& text);

    // All of the post that was read last; empty, and English, before the first.

    /// As it is compared, with the way back to the original.
    Normalised const& post() const { return post_; }
    /// The original, as it was handed in.
    std::string_view words() const { return words_; }
    /// In the order of the post, with everything set that a Token has. They point into post().
    std::vector<Token> const& tokens() const { return tokens_; }
    /// Whose word lists the tokens were tagged by (language_of).
    Language language() const { return language_; }
    /// The piece of the original between two code points, `end` exclusive, as valid UTF-8: what is not reads
    /// as U+FFFD. Both lie within the post, as Token::start and Token::end do.
    std::string slice(std::size_t start, std::size_t end) const;

private:
    std::string_view words_;
    Normalised post_;
    std::vector<Token> tokens_;
    std::unique_ptr<TokenCache> token_cache_;
    Language language_ = Language::english;
};

}  // namespace bot::detect
