#include "bot/networks/x/names.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "bot/text/links.h"

namespace bot::networks {
namespace {

constexpr std::size_t longest_name = 20, longest_list = 25;

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool in_name(char32_t c) {
    return text::ascii_letter(c) || text::ascii_digit(c) || c == U'_';
}

bool in_tag(char32_t c) {
    return text::letter_or_mark(c) || u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER ||
           one_of(c,
                  U"_\u200C\u200D\uA67E\u05BE\u05F3\u05F4\uFF5E\u301C\u309B\u309C\u30A0\u30FB\u3003\u0F0B"
                  U"\u0F0C\u00B7");
}

/// The first place from there on where `test` does not hold, `most` further at most.
template <class Test>
std::size_t behind(std::u32string_view text, std::size_t from, std::size_t most, Test test) {
    auto const end = from + std::min(most, text.size() - from);
    while (from < end && test(text[from])) ++from;
    return from;
}

bool after_retweet(std::u32string_view text, std::size_t at) {
    if (at > 0 && text[at - 1] == U':') --at;
    if (at < 2 || text::lower_ascii(text.substr(at - 2, 2)) != U"rt") return false;
    return at == 2 || !(in_name(text[at - 3]) || one_of(text[at - 3], U"+~.-"));
}

bool mention_may_begin(std::u32string_view text, std::size_t at) {
    if (at == 0) return true;
    auto const before = text[at - 1];
    return !(in_name(before) || one_of(before, U"!#$%&*@＠")) || after_retweet(text, at);
}

bool tag_may_begin(std::u32string_view text, std::size_t at) {
    if (at == 0) return true;
    auto const before = text[at - 1];
    return before == 0xFE0E || before == 0xFE0F || !(in_tag(before) || before == U'&');
}

bool scheme_follows(std::u32string_view text, std::size_t at) {
    return text.substr(std::min(at, text.size()), 3) == U"://";
}

}  // namespace

std::vector<text::Span> x_mentions(std::u32string_view text) {
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!one_of(text[at], U"@＠") || !mention_may_begin(text, at)) continue;
        auto const end = behind(text, at + 1, longest_name, in_name);
        if (end == at + 1) continue;
        bool const list = end + 1 < text.size() && text[end] == U'/' && text::ascii_letter(text[end + 1]);
        auto const all =
            list ? behind(text, end + 1, longest_list, [](char32_t c) { return in_name(c) || c == U'-'; })
                 : end;
        bool const more = all < text.size() && (one_of(text[all], U"@＠") || text::latin_accent(text[all]));
        if (!list && !more && !scheme_follows(text, all)) found.push_back({at, end});
        at = all - 1;
    }
    return found;
}

std::vector<text::Span> x_tags(std::u32string_view text) {
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!one_of(text[at], U"#＃") || !tag_may_begin(text, at)) continue;
        auto const end = behind(text, at + 1, text.size(), in_tag);
        if (end == at + 1 || one_of(text[at + 1], U"\uFE0F\u20E3")) continue;
        auto const name = text.substr(at + 1, end - at - 1);
        bool const more = end < text.size() && one_of(text[end], U"#＃");
        if (std::ranges::any_of(name, text::letter_or_mark) && !more && !scheme_follows(text, end))
            found.push_back({at, end});
        at = end - 1;
    }
    return found;
}

std::string name_in(std::u32string_view text, text::Span place) {
    return text::utf8(text.substr(place.begin + 1, place.end - place.begin - 1));
}

}  // namespace bot::networks
