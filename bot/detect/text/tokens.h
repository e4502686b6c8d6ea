#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "bot/detect/text/normalise.h"

namespace bot::detect {

/// A piece of a normalised post: what a later step needs to know about it, so that the text is read once.
/// `text` is folded, without the sign of a mention or hashtag, and lives as long as the Normalised it was taken
/// from.
struct Token {
    enum class Kind : std::uint8_t { word, mention, hashtag, url, number, emoji, punctuation };
    Kind kind = Kind::word;  // a run of one punctuation mark is one token; an emoticon is an emoji
    std::string_view text;
    std::uint64_t hash = 0;   // of the text, runs of three and more letters shortened to two
    std::uint32_t start = 0;  // code points of the original, sign included
    std::uint32_t end = 0;
    bool capital = false;    // written with a capital letter first
    bool all_caps = false;   // written in capitals, three letters or more
    bool elongated = false;  // "soooo"
    bool sentence_start = false;
    bool given_name = false;          // what people are called, in capitals or not; set by tag_cues
    std::uint64_t cues = 0;           // lexicon classes, see lexicon.h
    std::uint64_t cache_id = 0;       // of its entry in the TokenCache; 0 if it has none
    bool starts_phrase = false;       // an English phrase of the word lists may begin with it
    std::uint8_t language_votes = 0;  // a bit for each language whose small words it is among
};

/// Cuts `post` into tokens in the order of the text. `words` is what `post` was normalised from: capitals
/// are looked up there. `out` is overwritten. Writing without spaces (Han, kana, Thai …) gives a token a
/// character.
void tokenize(Normalised const& post, std::string_view words, std::vector<Token>& out);
/// The same, but `hash` and `elongated` are left for later: a TokenCache may know them.
void split_tokens(Normalised const& post, std::string_view words, std::vector<Token>& out);
/// Sets these two from the text.
void hash_token(Token& token);

/// Whether the token is one of these few words, letter by letter. Longer lists are a WordSet.
inline bool is(Token const& token, std::initializer_list<std::string_view> words) {
    for (auto const word : words) {
        if (word.size() == token.text.size() && word[0] == token.text[0] && word == token.text) return true;
    }
    return false;
}

}  // namespace bot::detect
