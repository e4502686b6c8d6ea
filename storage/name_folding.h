#pragma once

#include <string>
#include <string_view>

// How names of companies and operators are compared, and how an address is made of one. Both are stored
// beside the name, so what these return for a name never changes. Pure; no ICU, which would change with its
// version.

namespace storage {

/// For comparing names: lower case (Latin, Greek, Cyrillic), without a leading @ or #, runs of blanks as one,
/// none at the ends. Text that is not UTF-8 is kept byte by byte. May be empty.
std::string folded_name(std::string_view name);

/// For addresses of pages: a-z, 0-9 and single '-' between; accents are taken off, "&" is "and". At most 60
/// characters. "company" if nothing is left, e.g. of a name in Japanese.
std::string slug_of(std::string_view name);

}  // namespace storage
