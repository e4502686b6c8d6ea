#include "bot/text/emoji.h"

#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/usetiter.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace bot::text {
namespace {

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

std::u32string code_points(icu::UnicodeString const& text) {
    std::u32string all;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        all += static_cast<char32_t>(text.char32At(i));
    return all;
}

Known const& known() {
    static auto const all = [] {
        Known read;
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeSet const set(u"[:RGI_Emoji:]", status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU does not know the emoji");
        for (icu::UnicodeSetIterator next(set); next.next();) read.add(code_points(next.getString()));
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

std::size_t emoji_at(std::u32string_view text, std::size_t at) {
    if (at >= text.size() || !u_hasBinaryProperty(static_cast<UChar32>(text[at]), UCHAR_EMOJI)) return 0;
    for (auto length = std::min(known().longest, text.size() - at); length > 0; --length)
        if (is_emoji(text.substr(at, length))) return length;
    return 0;
}

}  // namespace bot::text
