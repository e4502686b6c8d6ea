#pragma once

#include <string>
#include <string_view>

namespace bot::detect {

/// NFKC and case folded, UTF-8: a letter with its marks becomes one. Empty for what is invisible.
std::string fold(std::u32string_view letter_and_marks);

/// Whether it is a mark that may fold together with what stands before it.
bool joins_the_letter_before(char32_t point);

}  // namespace bot::detect
