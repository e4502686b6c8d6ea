#include "bot/desk/draft.h"

#include <algorithm>

#include "bot/desk/reply_words.h"

namespace bot::desk {
namespace {

std::string primary(std::string_view language) {
    return std::string(language.substr(0, language.find_first_of("-_")));
}

storage::ReplyTemplate const* best(std::vector<storage::ReplyTemplate> const& templates,
                                   std::string_view language, std::string_view kind) {
    for (auto const& wanted : {std::string(language), primary(language), std::string("en")}) {
        auto const found = std::ranges::find_if(
            templates, [&](auto const& t) { return t.language == wanted && t.occasion == kind; });
        if (found != templates.end()) return &*found;
    }
    return nullptr;
}

void replace_all(std::string& words, std::string_view what, std::string_view by) {
    for (auto at = words.find(what); at != words.npos; at = words.find(what, at + by.size()))
        words.replace(at, what.size(), by);
}

/// What people typed must not bring places of its own.
std::string without_braces(std::string text) {
    std::erase_if(text, [](char c) { return c == '{' || c == '}' || static_cast<unsigned char>(c) < 0x20; });
    return text;
}

void fill(std::string& words, std::string const& place, std::optional<std::string> const& value) {
    if (value) return replace_all(words, place, without_braces(*value));
    for (auto const& around : {", " + place, " " + place, place + ", ", place})
        replace_all(words, around, "");
}

}  // namespace

std::optional<std::string> given_name(std::string_view display_name) {
    auto const name = display_name.substr(0, display_name.find_first_of(" \t\n"));
    auto const letter = [](unsigned char c) { return std::isalpha(c) || c >= 0x80 || c == '-' || c == '\''; };
    // Four-byte sequences are emoji and ornaments far more often than letters.
    auto const ornament = [](unsigned char c) { return c >= 0xf0; };
    if (code_points(name) < 2 || code_points(name) > 20 || !std::ranges::all_of(name, letter))
        return std::nullopt;
    if (std::ranges::any_of(name, ornament)) return std::nullopt;
    return std::string(name);
}

Draft draft_for(Occasion const& occasion, std::vector<storage::ReplyTemplate> const& templates) {
    auto const language = occasion.language.value_or("en");
    auto const of_person = occasion.credit == "person" && occasion.person;
    auto const* chosen = best(templates, language, occasion.quiet ? "quiet" : of_person ? "person" : "team");
    if (chosen == nullptr && of_person) chosen = best(templates, language, "team");
    if (chosen == nullptr) return {};
    auto words = chosen->words;
    fill(words, "{name}", occasion.author_name ? given_name(*occasion.author_name) : std::nullopt);
    fill(words, "{company}", occasion.company);
    fill(words, "{person}", occasion.person);
    return {words, chosen->name, chosen->steward};
}

}  // namespace bot::desk
