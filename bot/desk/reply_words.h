#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bot::desk {

/// Where the invite link goes in words that a person approves.
inline constexpr std::string_view link_place = "{link}";

/// The words as they are kept: ends trimmed, lines ended by LF. Throws Refusal if they are empty, longer than
/// 2,000 characters, hold {link} twice, another {place} that was not filled, or control characters.
std::string checked_words(std::string_view typed);

/// True if the words hold {link}; without it they only thank.
bool invites(std::string_view words);
std::string with_link(std::string_view words, std::string_view link);

/// The words with "…" for the token of every invite link, whoever's it is.
std::string without_tokens(std::string words);

/// How many Unicode code points valid UTF-8 has.
std::size_t code_points(std::string_view text);

}  // namespace bot::desk
