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

/// What goes into a message's {places}.
using Argument = std::variant<std::string, long long, double, storage::Time>;
using Arguments = std::vector<std::pair<std::string, Argument>>;

/// The message catalogues: bot/pages/messages/<language>.toml, `key = "ICU message"`. Immutable once built;
/// any thread.
class Words {
public:
    /// From the program itself, or from `folder` while developing. Throws std::runtime_error naming file and
    /// key if a message cannot be parsed or a language lacks one that English has.
    explicit Words(std::optional<std::filesystem::path> const& folder = {});
    ~Words();
    /// BCP 47 tags, English first.
    std::vector<std::string> const& languages() const;
    /// The message in that language. Throws std::out_of_range naming the key if there is none.
    std::string say(std::string_view language, std::string_view key, Arguments const& arguments = {}) const;
    /// "3 minutes ago", "in 2 days"; and "30 November 2026" in UTC.
    std::string ago(std::string_view language, storage::Time then, storage::Time now) const;
    std::string day(std::string_view language, storage::Time then) const;
    /// A number as people write it there, with so many decimals.
    std::string number(std::string_view language, double value, int decimals = 0) const;
    /// Of the languages there are, the one an Accept-Language header wants most.
    std::string choose(std::string_view accept_language) const;

private:
    struct Parts;
    std::unique_ptr<Parts const> parts_;
};

}  // namespace bot::pages
