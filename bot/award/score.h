#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/companies.h"

namespace bot::award {

/// The names that the season's rules and the published data use for the maths of this folder.
inline constexpr std::string_view formula_id = "gamma-5";
/// A point, or a weight of 1, in micro-points: sums of them are exact, in any order and in any program.
inline constexpr long long point = 1'000'000;

/// How big a company is; set by the operator. Bigger ones are expected to hear more thanks.
using Band = storage::Company::Band;
/// E: the points expected of an ordinary company of that size.
int expected(Band band);

/// How outstanding, for its size: the true ratio of thanks to what is expected, as far as k points can tell.
/// The 5 %, 50 % and 95 % quantiles of Gamma(1 + k, rate 1 + E) in ten-thousandths, rounded half to even.
/// `low` is the score.
struct Score {
    long long low = 0;
    long long median = 0;
    long long high = 0;
    friend bool operator==(Score const&, Score const&) = default;
};
Score score(long long k_micro, Band band);
/// "2.0404" of 20404.
std::string decimal(long long ten_thousandths);

/// What one nomination adds to k: the largest whole number c of micro-points with c² · split² · group ≤
/// weight². `weight` ≤ one point; `split` is how many companies share the person's point in the category,
/// `group` the size of the largest look-alike group the nomination belongs to (1 if none).
long long contribution(long long weight, long long split, long long group);

/// The fewest independent confirmed people (one whole point each) with whom a company that has k would score
/// more than `low`, another one's score. At least 1.
long long people_to_pass(long long k_micro, Band band, long long low);

/// What nominators answered when asked later whether it ended well.
struct Ended {
    long long yes = 0;
    long long partly = 0;
    long long no = 0;
};
/// The 5 % quantile of Beta(1 + yes, 1 + no): what share surely ended well.
double surely_ended_well(Ended const& ended);
/// The gate for winning: at least 5 answers that are yes or no, and at least 0.6 surely ended well.
bool passes_gate(Ended const& ended);

}  // namespace bot::award
