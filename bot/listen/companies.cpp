#include "bot/listen/companies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/text/mend.h"
#include "storage/companies.h"

namespace bot::listen {
namespace {

/// In UTF-8, with line feeds also where an old system ends its lines by carriage returns alone.
std::string plain_lines(std::string_view bytes) {
    auto text = text::utf8_of(bytes);
    if (text.find('\n') == text.npos) std::ranges::replace(text, '\r', '\n');
    return text;
}

/// What stands oftenest between the names of the columns, outside of quotes.
char separator_in(std::string_view line) {
    std::map<char, int> count;
    bool quoted = false;
    for (auto const c : line) {
        quoted = quoted != (c == '"');
        if (!quoted) ++count[c];
    }
    char best = ',';
    for (auto const c : {';', '\t'})
        if (count[c] > count[best]) best = c;
    return best;
}

class CsvReader {
public:
    explicit CsvReader(std::string_view text) : left_(text) {}

    std::vector<CsvRow> rows() {
        std::vector<CsvRow> rows;
        for (; !left_.empty() && (left_.front() == '#' || at_line_end()); skip_line()) continue;
        auto const first = left_.substr(0, left_.find_first_of("\r\n"));
        if (first.starts_with("sep=") && first.size() == 5) {  // Excel's own word for it.
            separator_ = first.back();
            skip_line();
        } else {
            separator_ = separator_in(first);
        }
        for (; !left_.empty(); skip_line())
            if (left_.front() != '#' && !at_line_end()) rows.push_back(row());
        return rows;
    }

private:
    bool at_line_end() const { return left_.empty() || left_.front() == '\n' || left_.starts_with("\r\n"); }
    void skip_line() {
        left_.remove_prefix(std::min(left_.find('\n'), left_.size()));
        left_.remove_prefix(left_.empty() ? 0 : 1);
        ++line_;
    }
    CsvRow row() {
        CsvRow row;
        row.line = line_;
        do {
            row.fields.push_back(left_.starts_with('"') ? quoted(row) : bare(row));
            if (!row.mistake.empty()) break;
        } while (take_separator());
        if (row.mistake.empty() && !at_line_end()) row.mistake = "has text after a closing quote";
        return row;
    }
    bool take_separator() {
        if (!left_.starts_with(separator_)) return false;
        left_.remove_prefix(1);
        return true;
    }
    std::string bare(CsvRow& row) {
        auto const end = std::min({left_.find(separator_), left_.find('\n'), left_.size()});
        std::string field(left_.substr(0, end));
        left_.remove_prefix(end);
        if (field.ends_with('\r') && !left_.starts_with(separator_)) field.pop_back();
        if (field.find('"') != std::string::npos)
            row.mistake = "has a quote inside a field that is not quoted";
        return field;
    }
    std::string quoted(CsvRow& row) {
        left_.remove_prefix(1);
        std::string field;
        for (;;) {
            auto const end = left_.find('"');
            if (end == std::string_view::npos) {
                // Only this line is taken away, so that the rows behind it are read.
                row.mistake = "has a quote that is not closed";
                return "";
            }
            field += left_.substr(0, end);
            for (auto const c : left_.substr(0, end)) line_ += c == '\n';
            left_.remove_prefix(end + 1);
            if (!left_.starts_with('"')) return field;
            field += '"';
            left_.remove_prefix(1);
        }
    }

    std::string_view left_;
    char separator_ = ',';
    int line_ = 1;
};

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

/// How many fields there are up to the last that is not blank.
std::size_t filled(std::vector<std::string> const& fields) {
    auto size = fields.size();
    while (size > 0 && trimmed(fields[size - 1]).empty()) --size;
    return size;
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

// Where the detector has a company's names, as CompanyName::Kind counts.
constexpr std::array names_by_kind{&detect::Company::handles, &detect::Company::hashtags,
                                   &detect::Company::aliases, &detect::Company::never};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) {
    auto const lines = plain_lines(text);
    return CsvReader(lines).rows();
}

CompaniesFile read_companies(std::string_view file, std::string_view text) {
    CompaniesFile read;
    std::map<std::string, std::size_t> place;
    std::size_t named = 0;  // fields of the first line up to the last that has a name
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
                if (name.empty()) continue;
                named = i + 1;
                if (std::ranges::find(columns, name) == columns.end())
                    complain(row.line, fmt::format("'{}' is not a column; the columns are {}", name,
                                                   fmt::join(columns, ", ")));
                place[std::string(name)] = i;
            }
        } else if (auto const fields = filled(row.fields); fields == 0) {
            continue;  // A blank row, as spreadsheets leave them.
        } else if (fields > named) {
            complain(row.line, fmt::format("has {} fields, the first line names {}", fields, named));
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

std::vector<detect::Company> known_companies(storage::Read const& read) {
    std::vector<detect::Company> known;
    std::map<storage::CompanyId, std::size_t> place;
    for (auto const& company : storage::companies::in_state(read, storage::Company::State::active)) {
        place[company.id] = known.size();
        known.push_back({company.id.text(), company.name, {}, {}, {}, {}});
    }
    for (auto const& name : storage::companies::all_names(read))
        if (auto const at = place.find(name.company); at != place.end())
            (known[at->second].*names_by_kind[static_cast<std::size_t>(name.kind)]).push_back(name.name);
    return known;
}

}  // namespace bot::listen
