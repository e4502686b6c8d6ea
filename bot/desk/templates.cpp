#include "bot/desk/templates.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <stdexcept>

#include "bot/desk/reply_words.h"
#include "embedded_config.h"

namespace bot::desk {
namespace {

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
