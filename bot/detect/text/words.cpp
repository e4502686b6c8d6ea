#include <algorithm>
#include <array>
#include <stdexcept>

#include "bot/detect/text/lexicon.h"
#include "embedded_config.h"

// Reads config/lexicon/*.txt: `cue: words…`, carried on by lines that begin with a space, `#` for remarks.
namespace bot::detect {

namespace {

constexpr std::array<std::string_view, cue_count> cue_names{
    "gratitude", "praise",  "liking", "people",    "service",  "help",    "speed",       "warmth",
    "beyond",    "problem", "anger",  "negation",  "time",     "wait",    "irony",       "thing",
    "courtesy",  "reply",   "asking", "promotion", "contrast", "over",    "still",       "he_or_she",
    "you",       "we_or_i", "strong", "smile",     "frown",    "quoting", "conditional", "congratulation",
    "given_name"};

constexpr std::string_view folder = "lexicon/", ending = ".txt", any_language = "any";

Cue cue_named(std::string_view name, std::string_view path) {
    auto const found = std::find(cue_names.begin(), cue_names.end(), name);
    if (found == cue_names.end()) {
        throw std::logic_error(std::string(path) + ": '" + std::string(name) + "' is no cue");
    }
    return static_cast<Cue>(found - cue_names.begin());
}

void read(std::string_view path, std::string_view text, std::vector<WordList>& lists) {
    auto language = path.substr(folder.size(), path.size() - folder.size() - ending.size());
    if (language == any_language) language = {};
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == ' ') {
            if (lists.empty()) throw std::logic_error(std::string(path) + " begins with a space");
            lists.push_back({lists.back().cue, language, line});
            continue;
        }
        auto const colon = line.find(": ");
        if (colon == std::string_view::npos)
            throw std::logic_error(std::string(path) + ": a line names no cue");
        lists.push_back({cue_named(line.substr(0, colon), path), language, line.substr(colon + 2)});
    }
}

}  // namespace

std::vector<WordList> const& word_lists() {
    static std::vector<WordList> const all = [] {
        std::vector<WordList> lists;
        for (auto const& file : embedded_config::files()) {
            if (file.path.starts_with(folder) && file.path.ends_with(ending))
                read(file.path, file.bytes, lists);
        }
        return lists;
    }();
    return all;
}

}  // namespace bot::detect
