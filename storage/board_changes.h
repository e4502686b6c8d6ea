#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// The published board no longer tells what the nominations say of one company in one category.
struct BoardChange {
    std::string season;
    std::string category;
    CompanyId company;      // empty: the pages of the board after its first
    Time since{};           // of the first change that is not yet published
    long long changes = 0;  // how many came since; tells a newer one from those seen
};

/// What the publisher has to do. Whoever changes what counts marks it in the same write.
namespace board_changes {

/// After anything that changes a company's standing or page: a nomination counted, withdrawn, void or erased,
/// an answer to a follow-up, a story approved.
void mark(Write&, std::string const& season, std::string const& category, CompanyId const& company, Time now);
/// Every company that person has nominated in the season, in any state. To be called when one more nomination
/// of theirs counts or ceases to: their point is split anew over all of them.
void mark_person(Write&, std::string const& season, std::string const& person_hash, Time now);
/// In every category of every season where it was nominated. After its name, band, state or slug changed.
void mark_company(Write&, CompanyId const& company, Time now);

/// Oldest first.
std::vector<BoardChange> waiting(Read const&, int limit);
/// Nominations of the season that counted at `since` or later.
long long confirmed_since(Read const&, std::string const& season, Time since);
/// Forgets a change that is published; one that was marked again since it was read stays.
void done(Write&, BoardChange const& change);

}  // namespace board_changes
}  // namespace storage
