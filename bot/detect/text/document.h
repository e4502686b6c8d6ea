#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/lexicon.h"
#include "bot/detect/text/normalise.h"
#include "bot/detect/text/tokens.h"

namespace bot::detect {

/// Remembers of the words met last what needs nothing but their letters: people say the same few thousand
/// over and over. For one thread.
class TokenCache {
public:
    static constexpr std::size_t places = 16384;

    /// Fills in all of the tokens that their text tells, and what they speak of in English.
    void look_up(std::vector<Token>& tokens);

private:
    /// Up to 16 letters; which they are, not how they look.
    struct Letters {
        std::uint64_t head = 0, tail = 0;
        std::size_t length = 0;  // 0: none, or too many

        Letters() = default;
        explicit Letters(std::string_view text);
        bool operator==(Letters const&) const = default;
        std::size_t hash() const;
    };
    /// A cache line.
    struct alignas(64) Word {
        Letters letters;
        std::uint64_t number = 0, hash = 0, cues = 0;
        std::uint8_t votes = 0;
        bool stretched = false, opens = false;
        bool newer = false;  // of the two words that share a hash it was met last
    };
    Word* pair_of(Letters const& letters);
    void look_up(Token& token, Letters const& letters);
    Word& known(Letters const& letters, Token& token);
    void learn(Word& word, Letters const& letters, Token& token);

    std::vector<Letters> letters_;  // of the tokens that are looked up
    std::vector<Word> words_ = std::vector<Word>(places);
    std::uint64_t met_ = 0;
};

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
