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
    static constexpr std::size_t capacity = 16384;  // words; two places for each hash

    /// Fills in what the text of the tokens tells: hash, elongated, common words, English cues, and the
    /// number of the entry.
    void look_up(std::vector<Token>& tokens);

private:
    /// All letters of a word of up to 16 bytes, to compare by; longer words are not kept.
    struct Key {
        std::uint64_t head = 0, tail = 0;
        std::size_t length = 0;  // 0: none, or too many

        Key() = default;
        explicit Key(std::string_view text);
        bool operator==(Key const&) const = default;
        std::size_t hash() const;
    };
    /// A cache line.
    struct alignas(64) Entry {
        Key key;
        std::uint64_t id = 0, hash = 0, cues = 0;
        std::uint8_t language_votes = 0;
        bool elongated = false, starts_phrase = false;
        bool more_recent = false;  // of the two words that share a hash it was met last
    };
    Entry* pair_of(Key const& key);
    void look_up(Token& token, Key const& key);
    Entry& entry_of(Key const& key, Token& token);
    void fill(Entry& entry, Key const& key, Token& token);

    std::vector<Key> keys_;  // of the tokens that are looked up
    std::vector<Entry> entries_ = std::vector<Entry>(capacity);
    std::uint64_t filled_ = 0;  // times an entry was; makes its numbers new ones
};

/// A post taken apart: normalised, tokenized, its language guessed, its tokens tagged with cues. Keep one per
/// thread and read posts into it: its memory is used again, and so is what it learned of words.
class Document {
public:
    /// What `text` points to must live until the next call.
    void read(Text const& text);

    /// All of the post that was read last.
    Normalised const& post() const { return post_; }
    std::string_view words() const { return words_; }
    std::vector<Token> const& tokens() const { return tokens_; }
    Language language() const { return language_; }
    /// The piece of the original between two code points, `end` exclusive; what is not valid UTF-8 in it
    /// reads as U+FFFD.
    std::string slice(std::size_t start, std::size_t end) const;

private:
    std::string_view words_;
    Normalised post_;
    std::vector<Token> tokens_;
    TokenCache token_cache_;
    Language language_ = Language::english;
};

}  // namespace bot::detect
