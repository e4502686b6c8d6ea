#include "bot/detect/text/code_points.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace bot::detect {

namespace {

icu::Normalizer2 const& nfkc_casefold() {
    static icu::Normalizer2 const* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        auto const* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding");
        return found;
    }();
    return *instance;
}

}  // namespace

std::string fold(std::u32string_view letter_and_marks) {
    icu::UnicodeString written;
    for (auto const point : letter_and_marks) written.append(static_cast<UChar32>(point));
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString const folded = nfkc_casefold().normalize(written, status);
    std::string bytes;
    if (U_SUCCESS(status)) folded.toUTF8String(bytes);
    return bytes;
}

namespace {

constexpr std::size_t places = 1024;

bool written_without_spaces(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return true;
        default:
            return false;
    }
}

CharClass char_class_of(UChar32 c) {
    if (c >= 0x1F3FB && c <= 0x1F3FF) return CharClass::ignored;  // Skin tones.
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) || (c >= 0x1F1E6 && c <= 0x1F1FF))
        return CharClass::emoji;
    if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
        return written_without_spaces(c) ? CharClass::unspaced : CharClass::letter;
    }
    return u_isUWhiteSpace(c) ? CharClass::space : CharClass::punctuation;
}

CodePoint looked_up(char32_t point) {
    auto const c = static_cast<UChar32>(point);
    CodePoint found;
    found.point = point;
    found.char_class = char_class_of(c);
    found.upper = u_isupper(c) || u_istitle(c);
    found.joins = !nfkc_casefold().hasBoundaryBefore(c);
    auto const folded = fold(std::u32string_view(&point, 1));
    found.fits = folded.size() <= found.folded.size();
    if (found.fits) {
        std::copy(folded.begin(), folded.end(), found.folded.begin());
        found.length = static_cast<std::uint8_t>(folded.size());
    }
    return found;
}

}  // namespace

CodePoint const& code_point(char32_t point) {
    thread_local std::array<CodePoint, places> known{};
    auto& place = known[(point ^ (point >> 10)) % places];
    if (place.point != point) place = looked_up(point);
    return place;
}

char32_t next_code_point(std::string_view words, std::size_t& at) {
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(words.data());
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, at, words.size(), point);
    return static_cast<char32_t>(point);
}

void append_utf8(std::string& text, char32_t code_point) {
    std::array<std::uint8_t, 4> bytes{};
    int length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(code_point));
    text.append(reinterpret_cast<char const*>(bytes.data()), static_cast<std::size_t>(length));
}

}  // namespace bot::detect
