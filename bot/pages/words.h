#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "storage/types.h"

namespace bot::pages {

/// What goes into a message's {places}: a text as it stands, a number as people write it there, a time as the
/// message says (`{day, date, ::dMMMM}`), always in UTC.
using Argument = std::variant<std::string, long long, double, storage::Time>;
using Arguments = std::vector<std::pair<std::string, Argument>>;

/// The message catalogues: bot/pages/messages/<language>.<area>.toml, `"area.key" = "ICU message"`
/// (unicode.org/reports/tr35, MessageFormat 1). Every language has every key. Immutable once built; any
/// thread. `language` is always one of languages(), else std::out_of_range is thrown.
class Words {
public:
    /// From the program itself, or from `folder` (a copy of bot/pages) while developing. Throws
    /// std::runtime_error naming file and key if a file or a message cannot be parsed, a key comes twice, or
    /// the languages do not have the same keys with the same {places}.
    explicit Words(std::optional<std::filesystem::path> const& folder = {});
    ~Words();
    /// BCP 47 tags, English first.
    std::vector<std::string> const& languages() const;
    /// The message in that language, its places filled from `arguments`; a place without an argument keeps
    /// its braces. Throws std::out_of_range naming the key if there is no such message.
    std::string say(std::string_view language, std::string_view key, Arguments const& arguments = {}) const;
    /// "3 minutes ago", "in 2 days", in the largest unit that fits; "now" below a minute.
    std::string ago(std::string_view language, storage::Time then, storage::Time now) const;
    /// "30 November 2026", in UTC.
    std::string day(std::string_view language, storage::Time then) const;
    /// A number as people write it there, with so many decimals.
    std::string number(std::string_view language, double value, int decimals = 0) const;
    /// Of the languages there are, the one an Accept-Language header wants most; "en" if it
    /// names none of them or cannot be read.
    std::string choose(std::string_view accept_language) const;

private:
    struct Parts;
    std::unique_ptr<Parts const> parts_;
};

}  // namespace bot::pages
