#include "bot/text/links.h"

namespace bot::text {
namespace {

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool letter_or_digit(char32_t c) {
    return ascii_letter(c) || ascii_digit(c);
}

bool cyrillic(char32_t c) {
    return c >= 0x400 && c <= 0x4FF;
}

bool x_path(char32_t c) {
    return letter_or_digit(c) || cyrillic(c) || latin_accent(c) || one_of(c, U"!*';:=+,.$/%#[]-–_~@|&");
}

bool x_path_ending(char32_t c) {
    return letter_or_digit(c) || cyrillic(c) || latin_accent(c) || one_of(c, U"+-=_#/");
}

bool x_query(char32_t c) {
    return letter_or_digit(c) || one_of(c, U"!?*'@();:&=+$/%#[]-_.,~|");
}

bool x_query_ending(char32_t c) {
    return letter_or_digit(c) || one_of(c, U"-_&=#/");
}

bool mastodon_path(char32_t c) {
    return !white_space(c) && !one_of(c, U"<>()?");
}

bool mastodon_path_ending(char32_t c) {
    return !white_space(c) && !one_of(c, U"()?!*\"'「」<>;:=,.$%[]~&|@");
}

// Beyond ASCII: all but surrogates, the non-characters and the language tags.
bool beyond_ascii(char32_t c) {
    return c >= 0xA0 && (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF) &&
           !(c >= 0xE0000 && c <= 0xE0FFF);
}

bool mastodon_query(char32_t c) {
    return x_query(c) || c == U'^' || beyond_ascii(c);
}

bool mastodon_query_ending(char32_t c) {
    return x_query_ending(c) || beyond_ascii(c);
}

}  // namespace

bool latin_accent(char32_t c) {
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           one_of(c, U"\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB") ||
           (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

LinkRules const& x_links() {
    static LinkRules const rules{true, {U"http", U"https"}, x_path, x_path_ending, x_query, x_query_ending};
    return rules;
}

LinkRules const& mastodon_links() {
    static LinkRules const rules{
        false,          {U"http", U"https", U"dat", U"dweb", U"ipfs", U"ipns", U"ssb", U"gopher", U"gemini"},
        mastodon_path,  mastodon_path_ending,
        mastodon_query, mastodon_query_ending};
    return rules;
}

}  // namespace bot::text
