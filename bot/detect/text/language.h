#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/tokens.h"

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

}  // namespace bot::detect
