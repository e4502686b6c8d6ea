#include "bot/publish/pictures/text_line.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace bot::publish::pictures {
namespace {

constexpr int most_marks = 4;

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string utf8(icu::UnicodeString const& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

bool is_mark(UChar32 letter) {
    return (U_GET_GC_MASK(letter) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

/// U+061C, U+200E and U+200F, 202A to 202E, 2066 to 2069.
bool turns_direction(UChar32 letter) {
    return u_hasBinaryProperty(letter, UCHAR_BIDI_CONTROL) != 0;
}

bool unfit_for_xml(UChar32 letter) {
    return U_IS_UNICODE_NONCHAR(letter) || U_IS_SURROGATE(letter) || u_charType(letter) == U_CONTROL_CHAR;
}

using MakeBreaks = icu::BreakIterator* (*)(icu::Locale const&, UErrorCode&);

std::vector<std::string> split(std::string_view line, MakeBreaks make) {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> const breaks(make(icu::Locale::getRoot(), error));
    if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU: ") + u_errorName(error));
    auto const text = unicode(line);
    breaks->setText(text);
    std::vector<std::string> parts;
    for (auto from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks->next())
        parts.push_back(utf8(text.tempSubStringBetween(from, to)));
    return parts;
}

template <class Use>
void each_letter(std::string_view text, Use use) {
    auto const letters = unicode(text);
    for (int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) use(letters.char32At(at));
}

bool is_wide(UChar32 letter) {
    auto const width = u_getIntPropertyValue(letter, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

}  // namespace

std::string one_line(std::string_view text) {
    icu::UnicodeString line;
    int marks = 0;
    bool space = false;
    each_letter(text, [&](UChar32 letter) {
        if (u_isUWhiteSpace(letter)) {
            space = true;
            return;
        }
        if (unfit_for_xml(letter) || turns_direction(letter)) return;
        marks = is_mark(letter) ? marks + 1 : 0;
        if (marks > most_marks) return;
        if (space && !line.isEmpty()) line.append(static_cast<UChar32>(' '));
        space = false;
        line.append(letter);
    });
    return utf8(line);
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (auto const byte : text) {
        switch (byte) {
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '&':
                safe += "&amp;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += byte;
        }
    }
    return safe;
}

std::string capitals(std::string_view text, std::string_view language) {
    return utf8(unicode(text).toUpper(icu::Locale(std::string(language).c_str())));
}

bool from_the_right(std::string_view line) {
    bool decided = false, right = false;
    each_letter(line, [&](UChar32 letter) {
        auto const direction = u_charDirection(letter);
        auto const to_left = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
        if (!decided && (to_left || direction == U_LEFT_TO_RIGHT)) {
            decided = true;
            right = to_left;
        }
    });
    return right;
}

std::vector<std::string> graphemes(std::string_view line) {
    return split(line, icu::BreakIterator::createCharacterInstance);
}

std::vector<std::string> pieces(std::string_view line) {
    std::vector<std::string> all;
    for (auto& piece : split(line, icu::BreakIterator::createLineInstance))
        if (piece.starts_with("·") && !all.empty())
            all.back() += piece;
        else
            all.push_back(std::move(piece));
    return all;
}

bool is_square(std::string_view grapheme) {
    bool square = false;
    each_letter(grapheme, [&](UChar32 letter) {
        square = square || is_wide(letter) || u_hasBinaryProperty(letter, UCHAR_EMOJI_PRESENTATION) ||
                 letter == 0xFE0F;
    });
    return square;
}

double estimated_width(std::string_view grapheme) {
    if (is_square(grapheme)) {
        auto const first = unicode(grapheme).char32At(0);
        return u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                       u_hasBinaryProperty(first, UCHAR_REGIONAL_INDICATOR)
                   ? 1.35
                   : 1.0;
    }
    double width = 0;
    each_letter(grapheme, [&](UChar32 letter) {
        if (is_mark(letter) || u_charType(letter) == U_FORMAT_CHAR) return;
        width += letter == ' ' ? 0.35 : u_isUUppercase(letter) ? 0.82 : 0.68;
    });
    return width;
}

}  // namespace bot::publish::pictures
