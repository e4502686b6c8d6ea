#include "bot/nominate/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <memory>

namespace bot::nominate {
namespace {

icu::UnicodeString composed(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* nfc = icu::Normalizer2::getNFCInstance(status);
    return nfc->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}),
                          status);
}

/// Characters that are not seen, or turn the direction of what follows; joiners belong to words and emoji.
bool invisible(UChar32 c) {
    constexpr UChar32 non_joiner = 0x200C, joiner = 0x200D;
    auto const type = u_charType(c);
    return type == U_CONTROL_CHAR || type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR ||
           type == U_SURROGATE || (type == U_FORMAT_CHAR && c != joiner && c != non_joiner);
}

/// Blanks become one blank; a line end that is kept becomes '\n', at most two in a row; none at the ends.
std::string tidied(std::string_view text, bool keep_lines) {
    auto const in = composed(text);
    icu::UnicodeString out;
    int lines = 0;
    bool blank = false;
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        auto const c = in.char32At(i);
        if (c == '\n' || c == 0x2028 || c == 0x2029) {
            ++lines;
        } else if (u_isUWhiteSpace(c)) {
            blank = true;
        } else if (!invisible(c)) {
            if (!out.isEmpty() && lines > 0 && keep_lines)
                out.append(lines > 1 ? u"\n\n" : u"\n");
            else if (!out.isEmpty() && (blank || lines > 0))
                out.append(u' ');
            out.append(c);
            lines = 0;
            blank = false;
        }
    }
    std::string result;
    return out.toUTF8String(result);
}

}  // namespace

std::size_t length(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> const breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    auto const units = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    if (U_FAILURE(status)) return static_cast<std::size_t>(units.length());
    breaks->setText(units);
    std::size_t characters = 0;
    while (breaks->next() != icu::BreakIterator::DONE) ++characters;
    return characters;
}

bool has_letters(std::string_view text) {
    auto const units = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    for (int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1))
        if (u_isalnum(units.char32At(i))) return true;
    return false;
}

std::string tidy_line(std::string_view text) {
    return tidied(text, false);
}
std::string tidy_story(std::string_view text) {
    return tidied(text, true);
}

}  // namespace bot::nominate
