#include "bot/text/code_points.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/usetiter.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace bot::text {
namespace {

icu::UnicodeString units(std::u32string_view text) {
    return icu::UnicodeString::fromUTF32(reinterpret_cast<UChar32 const*>(text.data()),
                                         static_cast<int32_t>(text.size()));
}

std::u32string points(icu::UnicodeString const& text) {
    std::u32string all;
    all.reserve(static_cast<std::size_t>(text.length()));
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        all += static_cast<char32_t>(text.char32At(i));
    return all;
}

void demand(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

constexpr char32_t coloured = 0xFE0F;

std::u32string without_colour(std::u32string_view sequence) {
    std::u32string plain(sequence);
    std::erase(plain, coloured);
    return plain;
}

/// Every emoji that Unicode recommends, by its code points without the signs for colour.
struct Known {
    std::unordered_map<std::u32string, std::u32string> whole;
    std::size_t longest = 0;

    void add(std::u32string const& sequence) {
        longest = std::max(longest, sequence.size());
        whole.emplace(without_colour(sequence), sequence);
    }
};

Known const& known() {
    static auto const all = [] {
        Known read;
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeSet const set(u"[:RGI_Emoji:]", status);
        demand(status);
        for (icu::UnicodeSetIterator next(set); next.next();) read.add(points(next.getString()));
        return read;
    }();
    return all;
}

/// True if the signs for colour in `sequence` are among those of `whole`, in the same places.
bool coloured_like(std::u32string_view sequence, std::u32string_view whole) {
    std::size_t at = 0;
    for (auto const c : whole) {
        if (at < sequence.size() && sequence[at] == c)
            ++at;
        else if (c != coloured)
            return false;
    }
    return at == sequence.size();
}

bool is_emoji(std::u32string_view sequence) {
    auto const found = known().whole.find(without_colour(sequence));
    // One code point that is not coloured by itself ("©") is an ordinary character.
    return found != known().whole.end() && (sequence.size() > 1 || found->second.size() == 1) &&
           coloured_like(sequence, found->second);
}

}  // namespace

CodePoints::CodePoints(std::string_view utf8) {
    text.reserve(utf8.size());
    bytes.reserve(utf8.size() + 1);
    auto const* data = reinterpret_cast<uint8_t const*>(utf8.data());
    for (std::size_t at = 0; at < utf8.size();) {
        bytes.push_back(at);
        UChar32 c = 0;
        U8_NEXT(data, at, utf8.size(), c);
        sound = sound && c >= 0;
        text += c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
    }
    bytes.push_back(utf8.size());
}

std::size_t count_code_points(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string utf8(std::u32string_view text) {
    std::string all;
    return units(text).toUTF8String(all);
}

std::u32string nfc(std::u32string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* form = icu::Normalizer2::getNFCInstance(status);
    demand(status);
    auto const composed = form->normalize(units(text), status);
    demand(status);
    return points(composed);
}

namespace {

/// How many consonants of a cluster are joined to those before them by a virama.
std::size_t joined_consonants(std::u32string_view cluster) {
    std::size_t joined = 0;
    bool virama = false;
    for (auto const c : cluster) {
        auto const point = static_cast<UChar32>(c);
        bool const mark = (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0 || c == 0x200D || c == 0x200C;
        joined += !mark && virama ? 1 : 0;
        virama = mark && (virama || u_getCombiningClass(point) == 9);
    }
    return joined;
}

}  // namespace

std::size_t graphemes(std::u32string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> const breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    demand(status);
    auto const all = units(text);
    breaks->setText(all);
    std::size_t count = 0;
    for (auto from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks->next())
        count += 1 + (to - from > 2 ? joined_consonants(points(all.tempSubStringBetween(from, to))) : 0);
    return count;
}

bool blank(std::u32string_view text) {
    return std::ranges::all_of(text, white_space);
}

bool ascii_letter(char32_t c) {
    return (c | 32) >= U'a' && (c | 32) <= U'z';
}

bool ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool ascii_letter_or_digit(char32_t c) {
    return ascii_letter(c) || ascii_digit(c);
}

bool white_space(char32_t c) {
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool letter_or_mark(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool punctuation(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_P_MASK) != 0;
}

std::u32string lower_ascii(std::u32string_view text) {
    std::u32string lower(text);
    for (auto& c : lower)
        if (c >= U'A' && c <= U'Z') c |= 32;
    return lower;
}

std::size_t emoji_at(std::u32string_view text, std::size_t at) {
    if (at >= text.size() || !u_hasBinaryProperty(static_cast<UChar32>(text[at]), UCHAR_EMOJI)) return 0;
    for (auto length = std::min(known().longest, text.size() - at); length > 0; --length)
        if (is_emoji(text.substr(at, length))) return length;
    return 0;
}

}  // namespace bot::text
