#include "bot/detect/text/word_lists.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "bot/detect/text/hash.h"
#include "embedded_config.h"

namespace bot::detect {

namespace {

constexpr std::array<std::string_view, cue_count> cue_names{
    "gratitude", "praise",  "liking", "people",    "service",  "help",    "speed",       "warmth",
    "beyond",    "problem", "anger",  "negation",  "time",     "wait",    "irony",       "thing",
    "courtesy",  "reply",   "asking", "promotion", "contrast", "over",    "still",       "he_or_she",
    "you",       "we_or_i", "strong", "smile",     "frown",    "quoting", "conditional", "congratulation",
    "given_name"};

constexpr std::string_view folder = "lexicon/", ending = ".txt";

using Sections = std::vector<std::string_view>;
// The sections that the program asks for besides cues, by file. Each must be there.
std::map<std::string_view, Sections, std::less<>> const& asked_for() {
    static std::map<std::string_view, Sections, std::less<>> const all{
        {"en", {"common"}},
        {"de", {"common"}},
        {"nl", {"common"}},
        {"es", {"common"}},
        {"fr", {"common"}},
        {"pt", {"common"}},
        {"it", {"common"}},
        {"watch", {"common"}},
        {"roles", {"one_person", "team", "family", "he_or_she"}},
        {"names", {"no_name", "month", "city", "greeting", "ordinary", "then_acts"}},
        {"companies", {"ordinary", "points_to", "compared_with"}},
        {"stop", {"bare", "declined", "plain", "signing_off", "courtesy", "turning", "request",
                  "but",  "lead_in",  "write", "note",        "get",      "strike",  "out",
                  "gone", "data",     "me",    "order",       "peace",    "else"}}};
    return all;
}

Sections asked_of(std::string_view file) {
    auto const found = asked_for().find(file);
    return found == asked_for().end() ? Sections() : found->second;
}

/// A list is a language's unless the program asks for other sections of it.
bool is_of_language(std::string_view file) {
    return std::ranges::all_of(asked_of(file), [](auto const section) { return section == "common"; });
}

std::optional<Cue> cue_named(std::string_view name) {
    auto const found = std::ranges::find(cue_names, name);
    return found == cue_names.end() ? std::nullopt
                                    : std::optional(static_cast<Cue>(found - cue_names.begin()));
}

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> words;
    for (auto at = line.find_first_not_of(' '); at != line.npos; at = line.find_first_not_of(' ', at)) {
        words.push_back(line.substr(at, line.find(' ', at) - at));
        at += words.back().size();
    }
    return words;
}

}  // namespace

void read_word_list(std::string_view file, std::string_view text, std::vector<WordList>& lists) {
    WordList list{file, {}, {}, {}};
    for (int number = 1; !text.empty(); ++number) {
        auto const refuse = [&](std::string_view why) {
            throw std::logic_error(fmt::format("config/lexicon/{}.txt:{}: {}", file, number, why));
        };
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (line.front() != ' ') {
            auto const colon = line.find(": ");
            if (colon == std::string_view::npos)
                refuse("a line begins with \"section: \" or goes on with a blank");
            list.section = line.substr(0, colon);
            line.remove_prefix(colon + 2);
            list.cue = is_of_language(file) ? cue_named(list.section) : std::nullopt;
            if (!list.cue && std::ranges::count(asked_of(file), list.section) == 0)
                refuse(fmt::format("the section '{}' is not known", list.section));
        }
        if (list.section.empty()) refuse("the first line names no section");
        list.words = split(line);
        lists.push_back(list);
    }
}

std::vector<WordList> const& word_lists() {
    static std::vector<WordList> const all = [] {
        std::vector<WordList> lists;
        for (auto const& file : embedded_config::files()) {
            if (!file.path.starts_with(folder) || !file.path.ends_with(ending)) continue;
            auto const name =
                file.path.substr(folder.size(), file.path.size() - folder.size() - ending.size());
            read_word_list(name, file.bytes, lists);
        }
        auto const is_there = [&](std::string_view file, std::string_view section) {
            return std::ranges::any_of(
                lists, [&](WordList const& list) { return list.file == file && list.section == section; });
        };
        for (auto const& [file, sections] : asked_for())
            for (auto const section : sections)
                if (!is_there(file, section))
                    throw std::logic_error(
                        fmt::format("config/lexicon/{}.txt lacks the section '{}'", file, section));
        return lists;
    }();
    return all;
}

std::vector<std::string_view> words_of(std::string_view file, std::string_view section) {
    std::vector<std::string_view> words;
    for (auto const& list : word_lists())
        if (list.file == file && list.section == section)
            words.insert(words.end(), list.words.begin(), list.words.end());
    if (words.empty()) throw std::logic_error(fmt::format("no words in {}: {}", file, section));
    return words;
}

WordSet::WordSet(std::string_view file, std::string_view section) {
    for (auto const word : words_of(file, section)) words_.at(word_hash(word)) = word;
}

bool WordSet::has(Token const& token) const {
    auto const* found = words_.find(token.elongated ? word_hash(token.text) : token.hash);
    return found != nullptr && *found == token.text;
}

}  // namespace bot::detect
