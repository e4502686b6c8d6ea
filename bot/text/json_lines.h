#pragma once

#include <cstddef>
#include <optional>
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

/// Whether what begins so keeps its objects in another way than a line each: in one array, as most exports
/// and the scripts of X's own archive ("window.YTD.tweets.part0 = [") do, or each over several lines.
bool keeps_objects_otherwise(std::string_view beginning);

/// The first object in a text of that kind, whatever stands in front of it. Absent if none begins.
struct ObjectPlace {
    std::size_t begin = 0;
    std::size_t end = std::string_view::npos;  // behind its brace; npos if that has not come (yet)
};
std::optional<ObjectPlace> object_in(std::string_view text);

/// Such an object on one line: without its line ends and what indents the next line.
std::string on_one_line(std::string_view object);

/// Why what begins so is no JSON Lines (nor objects kept otherwise), and what to do about it ("is UTF-16; save it as UTF-8"), told once
/// instead of line by line; "" if it may be some. Looks at the first line, or as much of it as is given.
std::string why_no_json_lines(std::string_view beginning);

}  // namespace bot::text
