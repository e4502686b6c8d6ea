#include "bot/detect/text/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

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

bool joins_the_letter_before(char32_t point) {
    return !nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(point));
}

}  // namespace bot::detect
