#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "bot/detect/text/normalise.h"

namespace bot::detect {

/// A piece of a normalised post. `text` is folded, without the sign of a mention or hashtag, and lives as
/// long as the Normalised it was cut from.
struct Token {
    enum class Kind : std::uint8_t { word, mention, hashtag, url, number, emoji, mark };
    Kind kind = Kind::word;
    std::string_view text;
    std::uint64_t hash = 0;   // of the text, runs of three and more letters cut to two
    std::uint32_t start = 0;  // code points of the original, sign included
    std::uint32_t end = 0;
    bool capital = false;    // written with a capital letter first
    bool shouted = false;    // written in capitals, three letters or more
    bool stretched = false;  // "soooo"
    bool sentence_start = false;
    bool given_name = false;  // what people are called, in capitals or not; set by mark_cues
    std::uint64_t cues = 0;   // lexicon classes, see lexicon.h
    std::uint64_t word = 0;   // its number in the vocabulary; 0 if it is not kept there
    bool opens = false;       // an English phrase of the word lists may begin with it
    std::uint8_t votes = 0;   // a bit for each language whose small words it is among
};

/// Cuts `post` into `out`, which is overwritten. Writing without spaces (Han, kana, Thai …) gives a token a
/// character.
void cut(Normalised const& post, std::string_view words, std::vector<Token>& out);
/// The same, but hash and stretched are left for later.
void cut_only(Normalised const& post, std::string_view words, std::vector<Token>& out);
/// Sets hash and stretched.
void spell(Token& token);

/// Whether the token is one of these few words.
inline bool is(Token const& token, std::initializer_list<std::string_view> words) {
    for (auto const word : words) {
        if (word.size() == token.text.size() && word[0] == token.text[0] && word == token.text) return true;
    }
    return false;
}

}  // namespace bot::detect
