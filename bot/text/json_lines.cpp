#include "bot/text/json_lines.h"

#include <algorithm>
#include <array>

#include "bot/base/strings.h"
#include "bot/text/mend.h"

namespace bot::text {

std::size_t line_end_in(std::string_view text) {
    auto const feed = text.find('\n');
    // JSON has no carriage return in a string, and an object a line here: this one begins the next.
    auto const alone = text.substr(0, feed).find("\r{");
    return std::min(feed, alone);
}

std::string_view without_mark(std::string_view line) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    while (line.starts_with(mark)) line.remove_prefix(mark.size());
    return line;
}

std::string why_no_json_lines(std::string_view beginning) {
    struct Packing {
        std::string_view begins, name;
    };
    static constexpr std::array<Packing, 6> packings{{{"\x1F\x8B", "gzip"},
                                                      {"\x28\xB5\x2F\xFD", "zstd"},
                                                      {"PK\x03\x04", "zip"},
                                                      {"BZh", "bzip2"},
                                                      {"\xFD"
                                                       "7zXZ",
                                                       "xz"},
                                                      {"7z\xBC\xAF", "7z"}}};
    if (begins_as_utf16(beginning)) return "is UTF-16; save it as UTF-8, or use iconv -f UTF-16 -t UTF-8";
    for (auto const& packing : packings)
        if (beginning.starts_with(packing.begins))
            return "is packed with " + std::string(packing.name) + "; unpack it first";
    auto const text = trimmed(without_mark(beginning), " \t\r\n");
    auto const line = trimmed(text.substr(0, line_end_in(text)), " \t\r");
    if (line.starts_with("window.YTD"))
        return "is a script of X's own archive; cut all before its first [ away and use jq -c '.[].tweet'";
    if (line.starts_with('<')) return "is HTML or XML, not JSON Lines";
    if (line.starts_with('[') && !line.ends_with(']'))
        return "is one JSON array; make lines of it with jq -c '.[]'";
    if (line == "{") return "has an object over several lines; put each on a line of its own with jq -c .";
    return "";
}

}  // namespace bot::text
