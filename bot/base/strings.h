#pragma once

#include <string>
#include <string_view>

// Bytes, not letters: what follows is for protocols and settings. People's words are code points, in
// bot/text.
namespace bot {

/// Blanks, tabs and line ends of ASCII: what ends up around a value when people or programs write one.
inline constexpr std::string_view blanks = " \t\r\n";

/// trimmed("  a b\n") is "a b". A view into `text` without the characters of `around` at its two ends; empty
/// if there is nothing else.
constexpr std::string_view trimmed(std::string_view text, std::string_view around = blanks) {
    auto const first = text.find_first_not_of(around);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(around) - first + 1);
}

/// "Content-Type" as "content-type". A to Z as a to z, every other byte as it is: for protocol words, host
/// names and hex, never for people's words (bot/text and detect fold those).
inline std::string lower_ascii(std::string_view text) {
    std::string small(text);
    for (auto& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return small;
}

/// Whether a line end, another control character of ASCII or DEL is in it: in a header or an address it would
/// be a header or a request of its own. A tab is one, too, unless `tabs` are allowed.
enum class Tabs { refused, allowed };
constexpr bool has_control(std::string_view text, Tabs tabs = Tabs::refused) {
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && !(c == '\t' && tabs == Tabs::allowed)) || byte == 0x7F) return true;
    }
    return false;
}

}  // namespace bot
