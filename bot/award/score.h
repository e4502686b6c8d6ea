#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/award/rules.h"
#include "storage/standings.h"

// From nominations that count to points, scores, recognition and the gate. Pure. Points are whole
// micro-points, other figures whole ten-thousandths, rounded before they are compared, so the last bit of a
// library's gamma function decides nothing.
namespace bot::award {

/// What one nomination adds to k: its weight while the heaviest look-alike group it belongs to weighs no more
/// than a point, else the largest whole number c of micro-points with c² · mass ≤ weight² · 10⁶. Both are in
/// micro-points, `weight` at most one point. So a group of any size comes to the root of its mass, and one
/// more voice in it lowers nobody (up to some 7,000 cold ones; from there on rounding down can cost a
/// hundredth of a point).
long long contribution(long long weight, long long mass);

/// How the id of a group that strangers share more often begins: its mass counts as a part of what it is,
/// Rules::wide_share.
inline constexpr char wide_group = 'w';

/// The standings of one company in one season: one a category in which it has a nomination, by category, and
/// "all" among them. Nothing if `voices` is empty. Group ids that are not a JSON list of texts count as no
/// group. Groups are those of the company in all its categories, and "all" is the plain sum of the others: a
/// person has one voice for a company.
std::vector<storage::Standing> tally(std::string const& season, storage::CompanyId const& company,
                                     std::optional<Band> band, std::vector<storage::Voice> const& voices,
                                     Rules const& rules);

/// How outstanding, for its size: the true ratio of thanks to what is expected, as far as k points can tell.
/// Quantiles of Gamma(1 + k, rate 1 + E) in ten-thousandths, rounded half to even: the rules' lower one (5
/// %), which is the score; the median; the rules' upper one (95 %).
struct Score {
    long long low = 0;
    long long median = 0;
    long long high = 0;
    friend bool operator==(Score const&, Score const&) = default;
};
/// `k_micro` in micro-points.
Score score(long long k_micro, std::optional<Band> band, Rules const& rules);
/// The score alone, with one person fewer than part two places (Rules::apart_by): see places.h.
long long reach(long long k_micro, std::optional<Band> band, Rules const& rules);
/// "2.0404" of 20404.
std::string decimal(long long ten_thousandths);

/// The 5 % quantile of Beta(1 + yes, 1 + no): what share surely ended well, from 0 to 1, of those who
/// answered yes or no when asked later.
double surely_ended_well(long long yes, long long no);
/// The gate for winning: enough answers of yes or no, and enough of them surely yes.
bool passes_gate(long long yes, long long no, Rules const& rules);

/// What any number of companies can have, beside the places.
enum class Recognition { none, thanked, outstanding };
/// Of what a company comes to in all categories. Outstanding is from the rules' score on where nothing speaks
/// against "it ended well": too few answers to tell, or the gate passed. Else thanked from so many people on.
Recognition recognition(storage::Standing const& all, Rules const& rules);

}  // namespace bot::award
