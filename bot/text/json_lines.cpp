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

bool keeps_objects_otherwise(std::string_view beginning) {
    auto const text = trimmed(without_mark(beginning), " \t\r\n");
    auto const line = trimmed(text.substr(0, line_end_in(text)), " \t\r");
    return line.starts_with('[') || line == "{" || line.starts_with("window.YTD");
}

std::optional<ObjectPlace> object_in(std::string_view text) {
    ObjectPlace place{text.find('{')};
    if (place.begin == text.npos) return std::nullopt;
    int depth = 0;
    bool in_string = false;
    for (auto at = place.begin; at < text.size(); ++at) {
        auto const c = text[at];
        if (in_string && c == '\\') {
            ++at;
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && c == '{') {
            ++depth;
        } else if (!in_string && c == '}' && --depth == 0) {
            place.end = at + 1;
            return place;
        }
    }
    return place;
}

std::string on_one_line(std::string_view object) {
    std::string line;
    while (!object.empty()) {
        auto const end = std::min(object.find_first_of("\r\n"), object.size());
        line += object.substr(0, end);
        object.remove_prefix(end);
        object.remove_prefix(std::min(object.find_first_not_of(" \t\r\n"), object.size()));
    }
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
    if (line.starts_with('<')) return "is HTML or XML, not JSON Lines";
    return "";
}

}  // namespace bot::text
