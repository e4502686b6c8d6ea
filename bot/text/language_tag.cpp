#include "bot/text/language_tag.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <array>

namespace bot::text {
namespace {

/// Whether `longer` is `shorter`, or that and further parts.
bool goes_on(std::string_view longer, std::string_view shorter) {
    return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] == '-');
}

}  // namespace

std::string plain_language_tag(std::string_view tag) {
    std::array<char, ULOC_FULLNAME_CAPACITY> name{};
    UErrorCode status = U_ZERO_ERROR;
    uloc_canonicalize(std::string(tag).c_str(), name.data(), static_cast<int32_t>(name.size()), &status);
    // A language that has no code of three letters is none.
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ||
        *uloc_getISO3Language(name.data()) == '\0')
        return {};
    std::string plain(name.data());
    plain.resize(std::min(plain.find('@'), plain.size()));
    std::ranges::replace(plain, '_', '-');
    return plain == "und" ? "" : plain;
}

bool language_among(std::vector<std::string> const& ranges, std::string_view tag) {
    if (ranges.empty()) return true;
    auto const language = plain_language_tag(tag);
    return language.empty() || std::ranges::any_of(ranges, [&](std::string const& range) {
               auto const asked = plain_language_tag(range);
               return goes_on(language, asked) || goes_on(asked, language);
           });
}

bool language_within(std::string_view range, std::string_view tag) {
    auto const asked = plain_language_tag(range), language = plain_language_tag(tag);
    return !asked.empty() && goes_on(language, asked);
}

}  // namespace bot::text
