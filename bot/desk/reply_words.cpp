#include "bot/desk/reply_words.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>

#include "bot/base/strings.h"
#include "bot/desk/rules.h"
#include "bot/text/code_points.h"
#include "embedded_config.h"

namespace bot::desk {
namespace {

constexpr std::size_t longest = 2000;

std::string tidied(std::string_view typed) {
    std::string words;
    for (std::size_t i = 0; i < typed.size(); ++i)
        if (typed[i] != '\r')
            words += typed[i];
        else if (i + 1 == typed.size() || typed[i + 1] != '\n')
            words += '\n';
    return std::string(trimmed(words));
}

/// "{company}" and the like, that the draft should have filled: a brace, lower-case letters, a brace.
std::string unfilled_place(std::string_view words) {
    for (auto open = words.find('{'); open != words.npos; open = words.find('{', open + 1)) {
        auto const close = words.find_first_not_of("abcdefghijklmnopqrstuvwxyz", open + 1);
        if (close == words.npos || words[close] != '}' || close == open + 1) continue;
        auto const place = words.substr(open, close - open + 1);
        if (place != link_place) return std::string(place);
    }
    return {};
}

storage::ReplyTemplate const* best(std::vector<storage::ReplyTemplate> const& templates,
                                   std::string_view language, std::string_view kind) {
    auto const primary = language.substr(0, language.find_first_of("-_"));
    for (auto const wanted : {language, primary, std::string_view("en")}) {
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

std::string field(toml::table const& table, std::string_view name, std::string const& where) {
    auto text = table[name].value<std::string>();
    if (!text || text->empty())
        throw std::runtime_error(fmt::format("{}: {} is missing or empty", where, name));
    return *text;
}

storage::Time review_of(toml::table const& table, std::string const& where) {
    auto const date = table["review"].value<toml::date>();
    if (!date) throw std::runtime_error(fmt::format("{}: review must be a date like 2027-05-01", where));
    return std::chrono::sys_days(std::chrono::year(date->year) / date->month / date->day);
}

void check(storage::ReplyTemplate const& row, std::string const& where) {
    auto const fail = [&](char const* what) { throw std::runtime_error(fmt::format("{}: {}", where, what)); };
    if (row.occasion != "team" && row.occasion != "person" && row.occasion != "quiet")
        fail("occasion must be team, person or quiet");
    if (row.author == row.steward) fail("the steward must not be the author");
    if (invites(row.words) == (row.occasion == "quiet"))
        fail("words must hold {link}, unless the occasion is quiet: then they must not");
    if (row.words.find(link_place) != row.words.rfind(link_place)) fail("words must hold {link} once");
}

}  // namespace

std::string checked_words(std::string_view typed) {
    using Kind = UserError::Kind;
    auto words = tidied(typed);
    if (words.empty()) throw Refusal(Kind::invalid, "empty");
    if (text::count_code_points(words) > longest)
        throw Refusal(Kind::invalid, "too_long",
                      {{"length", static_cast<long long>(text::count_code_points(words))},
                       {"limit", static_cast<long long>(longest)}});
    if (std::ranges::any_of(
            words, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; }))
        throw Refusal(Kind::invalid, "control");
    if (words.find(link_place) != words.rfind(link_place)) throw Refusal(Kind::invalid, "two_links");
    if (auto const place = unfilled_place(words); !place.empty())
        throw Refusal(Kind::invalid, "unfilled", {{"place", place}});
    return words;
}

bool invites(std::string_view words) {
    return words.find(link_place) != words.npos;
}

std::string with_link(std::string_view words, std::string_view link) {
    std::string text(words);
    if (auto const at = text.find(link_place); at != text.npos) text.replace(at, link_place.size(), link);
    return text;
}

std::string without_tokens(std::string words) {
    constexpr std::string_view before = "/n/";
    constexpr std::size_t length = 16;
    auto const is_token = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (auto at = words.find(before); at != words.npos; at = words.find(before, at + 1)) {
        auto const from = words.begin() + static_cast<std::ptrdiff_t>(at + before.size());
        auto const to = std::find_if_not(from, words.end(), is_token);
        if (to - from >= static_cast<std::ptrdiff_t>(length)) words.replace(from, to, "…");
    }
    return words;
}

std::optional<std::string> given_name(std::string_view display_name) {
    auto const name = display_name.substr(0, display_name.find_first_of(" \t\n"));
    // Four-byte sequences are emoji and ornaments far more often than letters.
    auto const letter = [](unsigned char c) {
        return std::isalpha(c) || (c >= 0x80 && c < 0xf0) || c == '-' || c == '\'';
    };
    auto const length = text::count_code_points(name);
    if (length < 2 || length > 20 || !std::ranges::all_of(name, letter)) return std::nullopt;
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

std::vector<storage::ReplyTemplate> templates_from(std::string_view text, std::string const& file) try {
    auto const root = toml::parse(text, file);
    auto const language = field(root, "language", file);
    std::vector<storage::ReplyTemplate> rows;
    auto const* list = root["template"].as_array();
    if (list == nullptr) throw std::runtime_error(fmt::format("{}: there is no [[template]]", file));
    for (auto const& node : *list) {
        auto const* table = node.as_table();
        if (table == nullptr)
            throw std::runtime_error(fmt::format("{}: template must be a list of tables", file));
        auto const key = field(*table, "key", file);
        auto const where = fmt::format("{}, template {}", file, key);
        rows.push_back({storage::TemplateId::random(), key, field(*table, "name", where), language,
                        field(*table, "occasion", where), field(*table, "words", where),
                        field(*table, "author", where), field(*table, "steward", where),
                        review_of(*table, where)});
        check(rows.back(), where);
    }
    return rows;
} catch (toml::parse_error const& error) {
    throw std::runtime_error(
        fmt::format("{}, line {}: {}", file, error.source().begin.line, error.description()));
}

void seed_templates(storage::Store& store) {
    std::vector<storage::ReplyTemplate> rows;
    for (auto const& file : embedded_config::files())
        if (file.path.starts_with("replies/"))
            for (auto& row : templates_from(file.bytes, std::string(file.path)))
                rows.push_back(std::move(row));
    store.write([&](storage::Write& write) {
        for (auto const& row : rows) storage::reply_templates::seed(write, row);
    });
}

}  // namespace bot::desk
