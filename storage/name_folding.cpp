#include "storage/name_folding.h"

#include <algorithm>

namespace storage {
namespace {

/// The character at `at`, which moves behind it; bytes that are not UTF-8 come as 0xDC00 + byte.
char32_t next(std::string_view text, std::size_t& at) {
    auto const first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    int const more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    if (more == 0 || first >= 0xF5 || at + static_cast<std::size_t>(more) > text.size())
        return 0xDC00u + first;
    char32_t code = first & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        auto const byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((byte & 0xC0) != 0x80) return 0xDC00u + first;
        code = code << 6 | (byte & 0x3F);
    }
    at += static_cast<std::size_t>(more);
    return code;
}

void append(std::string& text, char32_t code) {
    auto const byte = [&](char32_t value) { text += static_cast<char>(value); };
    if (code >= 0xDC80 && code <= 0xDCFF) return byte(code - 0xDC00);
    if (code < 0x80) return byte(code);
    if (code < 0x800) return byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F));
    if (code < 0x10000)
        return byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F));
    byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)), byte(0x80 | (code >> 6 & 0x3F)),
        byte(0x80 | (code & 0x3F));
}

char32_t lower(char32_t code) {
    auto const in = [&](char32_t from, char32_t to) { return code >= from && code <= to; };
    if (in('A', 'Z') || (in(0xC0, 0xDE) && code != 0xD7)) return code + 0x20;
    if (code == 0x178) return 0xFF;  // Ÿ
    // In these blocks capital and small letters take turns; in two of them the capital is the odd one.
    if (in(0x139, 0x148) || in(0x179, 0x17E)) return code % 2 == 1 ? code + 1 : code;
    if (in(0x100, 0x137) || in(0x14A, 0x177) || in(0x1E00, 0x1E95) || in(0x1EA0, 0x1EFF))
        return code % 2 == 0 ? code + 1 : code;
    if (in(0x391, 0x3A9)) return code + 0x20;
    if (in(0x410, 0x42F)) return code + 0x20;
    if (in(0x400, 0x40F)) return code + 0x50;
    return code;
}

/// What is left of a small letter when accents are taken off; "" if it is no Latin letter or digit.
std::string_view plain(char32_t code) {
    // U+00DF to U+00FF and U+0100 to U+017F, one place each; '.' stands for none, capitals for two letters.
    static constexpr std::string_view latin1 = "SaaaaaaAceeeeiiiidnooooo.ouuuuyTy";
    static constexpr std::string_view extended =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiJJjjkkklllllll"
        "lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    auto const of = [](char const& letter) -> std::string_view {
        if (letter == 'S') return "ss";
        if (letter == 'A') return "ae";
        if (letter == 'T') return "th";
        if (letter == 'O') return "oe";
        if (letter == 'J') return "ij";
        if (letter == '.') return "";
        return {&letter, 1};
    };
    if (code >= 0xDF && code <= 0xFF) return of(latin1[code - 0xDF]);
    if (code >= 0x100 && code < 0x100 + extended.size()) return of(extended[code - 0x100]);
    return "";
}

bool letter_or_digit(char32_t code) {
    return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
}

}  // namespace

std::string folded_name(std::string_view name) {
    while (!name.empty() && (name.front() == '@' || name.front() == '#' || name.front() == ' '))
        name.remove_prefix(1);
    std::string folded;
    for (std::size_t at = 0; at < name.size();) {
        auto const code = lower(next(name, at));
        if (code <= ' ' || code == 0xA0 || code == 0x3000) {
            if (!folded.empty() && folded.back() != ' ') folded += ' ';
        } else {
            append(folded, code);
        }
    }
    while (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

std::string slug_of(std::string_view name) {
    std::string slug;
    bool gap = false;
    auto const put = [&](std::string_view letters) {
        if (gap && !slug.empty()) slug += '-';
        gap = false;
        slug += letters;
    };
    for (std::size_t at = 0; at < name.size() && slug.size() < 60;) {
        auto const code = lower(next(name, at));
        if (letter_or_digit(code)) {
            auto const letter = static_cast<char>(code);
            put({&letter, 1});
        } else if (code == '&') {
            gap = true;
            put("and");
            gap = true;
        } else if (code == '\'' || code == 0x2019) {
            continue;  // "Otto's" is "ottos"
        } else if (auto const letters = plain(code); !letters.empty()) {
            put(letters);
        } else {
            gap = true;
        }
    }
    slug.resize(std::min<std::size_t>(slug.size(), 60));
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug.empty() ? "company" : slug;
}

}  // namespace storage
