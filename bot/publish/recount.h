#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "bot/award/rules.h"
#include "storage/engine/store.h"
#include "storage/standings.h"

namespace bot::publish {

/// What counting companies again touched, by season.
struct Recounted {
    std::set<std::string> categories;  // a company is in, or was
    long long tallied = 0;  // companies that were stored; others were counted by another process meanwhile
};

/// Counts these companies of these seasons again, outside of any write, and stores what they come to, some in
/// a write. A company that is gone, or a season counted by a formula of before, stays as it is. Throws
/// storage::Error.
std::map<std::string, Recounted> recount(
    storage::Store& store, std::set<std::pair<std::string, storage::CompanyId>> const& companies);

}  // namespace bot::publish
