#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/tokens.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

/// The languages with word lists of their own; `other` has only what is said alike everywhere.
enum class Language : std::uint8_t { english, german, dutch, spanish, french, portuguese, italian, other };
constexpr std::size_t language_count = 8;
constexpr std::array<std::string_view, language_count> language_tags{"en", "de", "nl", "es",
                                                                     "fr", "pt", "it", ""};

/// A bit for each language whose small words this is one of; `hash` is a token's.
std::uint8_t languages_of_small_word(std::uint64_t hash);

/// The language the small words show, else the one the network named, else English. Networks often name the
/// language of the account instead of the post's, so the words count more.
Language language_of(std::vector<Token> const& tokens, std::string_view named);

/// What a token speaks of in English by itself. Any thread.
std::uint64_t english_cues(Token const& token);
/// Whether a phrase of the English lists begins with it.
bool opens_english_phrase(Token const& token);

/// Marks each token with what it speaks of in that language, phrases included; on entry `cues` and `opens`
/// say what it is in English, which people mix in everywhere: its cues count for a word that the language's
/// lists do not know. Any thread.
void mark_cues(std::vector<Token>& tokens, Language language);

}  // namespace bot::detect
