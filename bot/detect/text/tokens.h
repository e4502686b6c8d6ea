#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "bot/detect/text/normalise.h"

// A normalised post cut into words, handles, links and signs. Any thread.
namespace bot::detect {

/// A piece of a normalised post: what a later step needs to know about it, so that the text is read once.
/// `text` is folded, without the sign of a mention or hashtag, and lives as long as the Normalised it was
/// taken from.
struct Token {
    /// A `word` begins with a letter; it may hold digits, and apostrophes inside. A `mention` may be a domain
    /// name or carry its server ("@ana@chat.example"). A `url` begins with http://, https:// or www. and ends
    /// before the first blank or character beyond ASCII. A `number` may hold ".", "," and ":" between digits.
    /// An emoticon (":-)") is an `emoji`, a run of one punctuation mark ("!!!") one token.
    enum class Kind : std::uint8_t { word, mention, hashtag, url, number, emoji, punctuation };
    Kind kind = Kind::word;
    std::string_view text;
    /// Of the text, runs of three and more letters shortened to two.
    std::uint64_t hash = 0;
    /// Code points of the original, the sign of a mention or hashtag included; `end` exclusive.
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool capital = false;    // written with a capital letter first
    bool all_caps = false;   // written in capitals, three letters or more
    bool elongated = false;  // "soooo"
    /// The first word, handle, hashtag, link or number of the post, of a line, or behind ".", "!" or "?".
    bool sentence_start = false;
    bool given_name = false;  // what people are called, in capitals or not; set by tag_cues
    /// What it speaks of, a bit for each Cue (word_lists.h); of a given name only if it has a capital. Set by
    /// tag_cues.
    std::uint64_t cues = 0;
    /// Of its entry among the words that the thread remembers; 0 if it has none. Never two words' number.
    std::uint64_t cache_id = 0;
    bool starts_phrase = false;       // an English phrase of the word lists may begin with it
    std::uint8_t language_votes = 0;  // a bit for each language whose small words it is among
};

constexpr std::size_t token_kind_count = 7;

/// Cuts `post` into tokens in the order of the text. `words` is what `post` was normalised from: capitals
/// are looked up there. `out` is overwritten. Writing without spaces (Han, kana, Thai …) gives a token a
/// character; blanks, "_" between words and skin tones give none. `hash` and `elongated` are left for later:
/// a TokenCache may know them.
void split_tokens(Normalised const& post, std::string_view words, std::vector<Token>& out);
/// Sets these two from the text. Digits are never shortened: "1000" is not "100".
void hash_token(Token& token);

/// A text normalised, split and hashed, for names and entries of lists: what a Document does is not done. The
/// tokens point into `post`.
struct Tokenized {
    explicit Tokenized(std::string_view words);
    Tokenized(Tokenized const&) = delete;

    Normalised post;
    std::vector<Token> tokens;
};

/// Whether it is a full stop, an exclamation or a question mark.
inline bool ends_sentence(Token const& token) {
    return token.kind == Token::Kind::punctuation &&
           (token.text[0] == '.' || token.text[0] == '!' || token.text[0] == '?');
}

/// Whether the token is one of these few words, letter by letter. Longer lists are a WordSet.
inline bool is(Token const& token, std::initializer_list<std::string_view> words) {
    for (auto const word : words) {
        if (word.size() == token.text.size() && word[0] == token.text[0] && word == token.text) return true;
    }
    return false;
}

}  // namespace bot::detect
