#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/award/score.h"
#include "storage/standings.h"

namespace bot::award {

/// The category that is derived from all others. There a person has one point for the season, divided evenly
/// over the categories they use: each nomination adds its contribution in its own category, divided by the
/// number of those categories and rounded down.
inline constexpr std::string_view all_categories = "all";

/// The standings of one company in one season: one a category in which it has a nomination, and "all".
/// Nothing if `voices` is empty. A company without a band has no quantiles. Group ids that are not a JSON
/// list of texts count as no group.
std::vector<storage::Standing> tally(std::string const& season, storage::CompanyId const& company,
                                     std::optional<Band> band, std::vector<storage::Voice> const& voices);

}  // namespace bot::award
