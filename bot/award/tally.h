#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/award/score.h"
#include "storage/standings.h"

// From nominations that count to a company's points. Pure; all sums are whole micro-points.
namespace bot::award {

/// What one nomination adds to k: the largest whole number c of micro-points with c² · split² · group ≤
/// weight². `weight` ≤ one point; `split` is how many companies share the person's point in the category,
/// `group` the size of the largest look-alike group the nomination belongs to (1 if none). 0 if one of them is
/// not positive.
long long contribution(long long weight, long long split, long long group);

/// The standings of one company in one season: one a category in which it has a nomination, by category, and
/// "all" among them. Nothing if `voices` is empty. A company without a band has no quantiles. Group ids that
/// are not a JSON list of texts count as no group.
///
/// In "all" a person has one point for the season, divided evenly over the categories they use: each nomination
/// adds its contribution in its own category, divided by the number of those categories and rounded down.
std::vector<storage::Standing> tally(std::string const& season, storage::CompanyId const& company,
                                     std::optional<Band> band, std::vector<storage::Voice> const& voices,
                                     Rules const& rules);

}  // namespace bot::award
