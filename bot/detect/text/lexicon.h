#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/tokens.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

// Which language a post is in, and what its words speak of, by the word lists.

/// The languages with word lists of their own; `other` has only what is said alike everywhere.
enum class Language : std::uint8_t { english, german, dutch, spanish, french, portuguese, italian, other };
constexpr std::size_t language_count = 8;
/// BCP 47, and the names of the lists.
constexpr std::array<std::string_view, language_count> language_tags{"en", "de", "nl", "es",
                                                                     "fr", "pt", "it", ""};

/// A bit (1 << Language) for each language whose `common` words this is one of; `hash` is a token's.
std::uint8_t languages_with_common_word(std::uint64_t hash);

/// The language that two common words or more show, if more of them than of the named one do; else `named`
/// (BCP 47, "" and "und" are English), `other` if it has no lists. Networks often name the
/// language of the account instead of the post's, so the words count more.
Language language_of(std::vector<Token> const& tokens, std::string_view named);

/// The cues of a token in English by itself, as bits; phrases it is part of do not count. Any thread.
std::uint64_t english_cues(Token const& token);
/// Whether a phrase of the English lists begins with it. Any thread.
bool starts_english_phrase(Token const& token);

/// Marks each token with what it speaks of in that language, phrases included; on entry `cues` and
/// `starts_phrase` say what it is in English, which people mix in everywhere: its cues count for a word that
/// the language's lists do not know. Any thread.
void tag_cues(std::vector<Token>& tokens, Language language);

}  // namespace bot::detect
