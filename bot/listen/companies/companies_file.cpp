#include "bot/listen/companies/companies_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/listen/companies/csv.h"

namespace bot::listen {
namespace {

using storage::CompanySeed;

std::vector<std::string> const columns{"key",    "name",   "handles", "hashtags", "aliases", "not",
                                       "domain", "sector", "band",    "author",   "steward"};

std::vector<std::string> list(std::string_view field) {
    std::vector<std::string> values;
    while (!field.empty()) {
        auto const end = std::min(field.find('|'), field.size());
        if (auto const value = trimmed(field.substr(0, end), " \t"); !value.empty())
            values.emplace_back(value);
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return values;
}

/// "" if the row is a company.
std::string mistake_in(CompanySeed const& seed, std::set<std::string> const& keys) {
    if (seed.key.empty()) return "has no key";
    if (seed.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
        return "key must be of a-z, 0-9 and '-'";
    if (keys.contains(seed.key)) return "key '" + seed.key + "' is there twice";
    if (seed.name.empty()) return "has no name";
    if (!seed.band.empty() && !storage::from_name<storage::Company::Band>(seed.band))
        return "band must be small, medium, large or empty, not '" + seed.band + "'";
    if (!seed.author.empty() && seed.author == seed.steward) return "author and steward must be two people";
    return "";
}

CompanySeed seed_of(std::vector<std::string> const& fields, std::map<std::string, std::size_t> const& place) {
    auto const field = [&](char const* name) {
        auto const found = place.find(name);
        return found != place.end() && found->second < fields.size()
                   ? std::string(trimmed(fields[found->second], " \t"))
                   : "";
    };
    return {field("key"),           field("name"),      list(field("handles")), list(field("hashtags")),
            list(field("aliases")), list(field("not")), field("domain"),        field("sector"),
            field("band"),          field("author"),    field("steward")};
}

}  // namespace

CompaniesFile read_companies(std::string_view file, std::string_view text) {
    CompaniesFile read;
    std::map<std::string, std::size_t> place;
    std::set<std::string> keys;
    auto const complain = [&](int line, std::string const& what) {
        read.mistakes.push_back(fmt::format("{}:{}: {}", file, line, what));
    };
    for (auto const& row : read_csv(text)) {
        if (!row.mistake.empty()) {
            complain(row.line, row.mistake);
        } else if (place.empty()) {
            for (std::size_t i = 0; i < row.fields.size(); ++i) {
                auto const name = trimmed(row.fields[i], " \t");
                if (std::ranges::find(columns, name) == columns.end())
                    complain(row.line, fmt::format("'{}' is not a column; the columns are {}", name,
                                                   fmt::join(columns, ", ")));
                place[std::string(name)] = i;
            }
        } else if (row.fields.size() > place.size()) {
            complain(row.line,
                     fmt::format("has {} fields, the first line names {}", row.fields.size(), place.size()));
        } else {
            auto seed = seed_of(row.fields, place);
            if (auto const what = mistake_in(seed, keys); !what.empty()) {
                complain(row.line, what);
                continue;
            }
            keys.insert(seed.key);
            read.companies.push_back(std::move(seed));
        }
    }
    return read;
}

Seeded seed_companies(storage::Store& store, std::string_view file, std::string_view text,
                      storage::Time now) {
    auto const digest = sha256_hex(text);
    if (storage::company_seeds::applied(store, file, digest)) return {{}, {}, true};
    auto read = read_companies(file, text);
    Seeded seeded;
    seeded.mistakes = std::move(read.mistakes);
    seeded.result = store.write([&](storage::Write& write) {
        return storage::company_seeds::apply(write, file, digest, read.companies, now);
    });
    return seeded;
}

std::vector<detect::Company> to_recognise(std::vector<CompanySeed> const& companies) {
    std::vector<detect::Company> known;
    for (auto const& seed : companies)
        known.push_back({seed.key, seed.name, seed.handles, seed.hashtags, seed.aliases, seed.never});
    return known;
}

}  // namespace bot::listen
