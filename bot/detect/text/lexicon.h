#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/language.h"
#include "bot/detect/text/tokens.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

/// What a token speaks of in English by itself. Any thread.
std::uint64_t english_cues(Token const& token);
/// Whether a phrase of the English lists begins with it.
bool opens_english_phrase(Token const& token);

/// Marks each token with what it speaks of in that language, phrases included; on entry `cues` and `opens`
/// say what it is in English, which people mix in everywhere: its cues count for a word that the language's
/// lists do not know. Any thread.
void mark_cues(std::vector<Token>& tokens, Language language);

}  // namespace bot::detect
