#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "bot/award/rules.h"
#include "storage/standings.h"

// From nominations that count to points, scores, places and the gate. Pure. Points are whole micro-points,
// other figures whole ten-thousandths, rounded before they are compared, so the last bit of a library's gamma
// function decides nothing.
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
/// "all" among them. Nothing if `voices` is empty. A company without a band has no quantiles. Group ids that
/// are not a JSON list of texts count as no group.
/// Groups are those of the company in all its categories, and "all" is the plain sum of the others: a person
/// has one voice for a company.
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
Score score(long long k_micro, Band band, Rules const& rules);
/// "2.0404" of 20404.
std::string decimal(long long ten_thousandths);

/// Places that a company may hold: as many companies as `low` - 1 are surely above it, and all from `high` on
/// are surely below or beside it.
struct Places {
    long long low = 1;
    long long high = 1;
    friend bool operator==(Places const&, Places const&) = default;
};
/// In the order of `scores`. One company is surely above another when its low exceeds the other's high; equal
/// is not above. O(n log n).
std::vector<Places> places(std::vector<Score> const& scores);

/// A company on a board, as far as changing places goes.
struct Contender {
    long long k_micro = 0;
    Band band = Band::small;
    long long low = 0;  // its score, made of the two
};
/// The fewest independent confirmed people (one whole point each) with whom `who` would score more than
/// `low`, another one's score. At least 1.
long long people_to_pass(Contender const& who, long long low, Rules const& rules);
/// What people_to_pass() was found to be under one season's rules: of points, band and the other one's score.
using KnownCosts = std::map<std::tuple<long long, Band, long long>, long long>;
/// For each company of a board, best first: the fewest people who, all for one team, would make that company
/// change places with a neighbour. They are those it needs to pass the one above, or those the one below
/// needs to pass it. Absent for a company that is alone. What is in `known` is not worked out again, and what
/// is found is added: from one board to the next hardly anything changes, and each costs some 30
/// microseconds.
std::vector<std::optional<long long>> costs_to_move(std::vector<Contender> const& board, Rules const& rules,
                                                    KnownCosts& known);

/// The 5 % quantile of Beta(1 + yes, 1 + no): what share surely ended well, from 0 to 1, of those who
/// answered yes or no when asked later.
double surely_ended_well(long long yes, long long no);
/// The gate for winning: enough answers of yes or no, and enough of them surely yes.
bool passes_gate(long long yes, long long no, Rules const& rules);

}  // namespace bot::award
