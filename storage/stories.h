#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// What a nominator wrote and agreed to see published, once an operator has read it too.
struct Story {
    NominationId nomination;
    CompanyId company;
    std::string company_slug, company_name;
    std::string category;
    std::string words;
    std::string language;
    std::string day;  // "2026-11-22", of its confirmation
    Time approved_at{};
};

namespace stories {

/// An operator read it and lets it be shown. False, and nothing changes, unless the nomination counts, its
/// nominator agreed and its words are still there. Marks the company's pages.
bool approve(Write&, NominationId const& nomination, Time now);
/// Takes it off the pages again. False if it was not shown.
bool hide(Write&, NominationId const& nomination, Time now);

/// Whether an operator let it be shown.
bool approved(Read const&, NominationId const& nomination);

/// Those that may be shown now, newest approval first; of one company, or (empty) of all active ones.
std::vector<Story> shown(Read const&, std::string const& season, CompanyId const& company, int limit);

}  // namespace stories
}  // namespace storage
