#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/companies.h"

namespace storage {

/// One row of a companies file (config/companies.csv). Empty fields say nothing.
struct CompanySeed {
    std::string key;  // stable; becomes the company's seed_key
    std::string name;
    std::vector<std::string> handles, hashtags, aliases, never;
    std::string domain, sector, band, author, steward;
};

/// What files say of companies, merged into what people made of them. The table company_seeds remembers what
/// the file said when it was applied last, a row a value: so a field follows the file only while nobody at
/// the desk has changed it. seed_files holds the SHA-256 of each file, so an unchanged one costs nothing at
/// the next start.
namespace company_seeds {

struct Result {
    int added = 0, updated = 0;
    /// Fields that the file changed but a person had changed before; the person's stay.
    int kept = 0;
};

/// True if the file (by its name) was applied with these very bytes before.
bool applied(Read const& read, std::string_view file, std::string_view sha256);
/// Adds companies whose key is new, and gives the others what the file changed since it was applied last,
/// except fields that were changed here in the meantime. Companies that are no longer in the file stay as
/// they are.
Result apply(Write& write, std::string_view file, std::string_view sha256,
             std::vector<CompanySeed> const& seeds, Time now);

}  // namespace company_seeds
}  // namespace storage
