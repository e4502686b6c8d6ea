#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/tokens.h"
#include "bot/detect/text/word_lists.h"

// Which language a post is in, and what its words speak of, by the word lists. Any thread; the first call of
// a program reads the lists and throws std::logic_error if they are broken.
namespace bot::detect {

/// The languages with word lists of their own; `other` has only what is said alike everywhere. Their numbers
/// are the bits of Token::language_votes.
enum class Language : std::uint8_t { english, german, dutch, spanish, french, portuguese, italian, other };

/// A bit (1 << Language) for each language whose `common` words this is one of; 0 if it is common in none.
/// `hash` is a token's.
std::uint8_t languages_with_common_word(std::uint64_t hash);

/// The language that two common words or more show, if more of them than of the named one do; else `named`
/// (BCP 47, "" and "und" are English), `other` if it has no lists. Networks often name the language of the
/// account instead of the post's, so the words count more. Looks at `language_votes` alone; of two languages
/// with as many votes the first of the enum.
Language language_of(std::vector<Token> const& tokens, std::string_view named);

/// Sets `cues` and `starts_phrase` to what the token is in English by itself: its cues, not those of phrases
/// it is part of, and whether a phrase of the English lists begins with it. Any thread.
void tag_english(Token& token);

/// Marks each token with what it speaks of in that language, phrases included; on entry `cues` and
/// `starts_phrase` say what it is in English, which people mix in everywhere: its cues count for a word that
/// the language's lists do not know. Of a phrase, up to six words long, each word gets the cues. Sets
/// `given_name`, and takes that cue from what is written without a capital.
void tag_cues(std::vector<Token>& tokens, Language language);

}  // namespace bot::detect
