#include <fmt/format.h>
#include <toml++/toml.h>

#include <stdexcept>

#include "bot/base/user_error.h"
#include "bot/listen/watchlist/watching.h"
#include "embedded_config.h"
#include "storage/installation.h"

namespace bot::listen {
namespace {

constexpr auto seeded = "watch_queries_seeded";

[[noreturn]] void fail(std::string const& where, std::string_view what) {
    throw std::runtime_error(fmt::format("{}: {}", where, what));
}

std::string field(toml::table const& table, std::string_view name, std::string const& where) {
    auto const text = table[name].value<std::string>();
    if (!text || text->empty()) fail(where, fmt::format("{} is missing or empty", name));
    return *text;
}

storage::WatchQuery row_of(toml::table const& table, std::string const& file, storage::Time now) {
    storage::WatchQuery row;
    row.id = storage::WatchQueryId::random();
    row.words = field(table, "words", file);
    auto const where = file + ", " + row.words;
    row.network = table["network"].value<std::string>();
    row.author = field(table, "author", where);
    row.steward = field(table, "steward", where);
    if (row.author == row.steward) fail(where, "the steward must not be the author");
    auto const review = table["review"].value<toml::date>();
    if (!review) fail(where, "review must be a date like 2027-05-01");
    row.review_at = std::chrono::sys_days(std::chrono::year(review->year) / review->month / review->day);
    row.created_at = now;
    watch::parse(row.words);
    return row;
}

}  // namespace

std::vector<storage::WatchQuery> queries_from(std::string_view text, std::string const& file,
                                              storage::Time now) try {
    auto const root = toml::parse(text, file);
    auto const* const list = root["query"].as_array();
    if (list == nullptr) fail(file, "there is no [[query]]");
    std::vector<storage::WatchQuery> rows;
    for (auto const& node : *list) {
        auto const* const table = node.as_table();
        if (table == nullptr) fail(file, "query must be a list of tables");
        rows.push_back(row_of(*table, file, now));
    }
    return rows;
} catch (toml::parse_error const& error) {
    fail(fmt::format("{}, line {}", file, error.source().begin.line), error.description());
} catch (UserError const& error) {
    fail(file, error.what());
}

void seed_queries(storage::Store& store, storage::Time now) {
    if (storage::installation::find(store, seeded)) return;
    std::vector<storage::WatchQuery> rows;
    for (auto const& file : embedded_config::files())
        if (file.path == "watch.toml") rows = queries_from(file.bytes, std::string(file.path), now);
    store.write([&](storage::Write& write) {
        for (auto const& row : rows) storage::watch_queries::add(write, row);
        storage::installation::set(write, seeded, "yes", now);
    });
}

}  // namespace bot::listen
