#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Files of JSON Lines (jsonlines.org) as they really come: from several systems, and sometimes none at all.
namespace bot::text {

/// Where the one byte is that ends the first line of `text`: "\n", or a carriage return alone with an object
/// behind it, as old systems end lines. npos if there is none; what comes next may make the text's last
/// byte one.
std::size_t line_end_in(std::string_view text);

/// The line without the byte order mark that stands in front where files were joined.
std::string_view without_mark(std::string_view line);

/// Why what begins so is no JSON Lines, and what to do about it ("is UTF-16; save it as UTF-8"), told once
/// instead of line by line; "" if it may be some. Looks at the first line, or as much of it as is given.
std::string why_no_json_lines(std::string_view beginning);

}  // namespace bot::text
