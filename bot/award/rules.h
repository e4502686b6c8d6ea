#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/companies.h"
#include "storage/seasons.h"

namespace bot::award {

/// The name of the one formula this program knows; stands in the rules and in the published data.
inline constexpr std::string_view formula_id = "gamma-7";
/// A point, or a weight of 1, in micro-points: sums of them are exact, in any order and in any program.
inline constexpr long long point = 1'000'000;
/// The board of all categories together. It is derived, so no season may have a category of that name.
inline constexpr std::string_view all_categories = "all";

/// How big a company is; set by the operator. Bigger ones are expected to hear more thanks.
using Band = storage::Company::Band;

/// What a season calls a category, in a language or ("") in all that have no words of their own.
struct CategoryWords {
    std::string category;  // its id
    std::string language;
    std::string title;
    std::string text;  // what is meant by it; "" says nothing more
    friend bool operator==(CategoryWords const&, CategoryWords const&) = default;
};

/// What a season is played by, as it is published. The form, the weights, the maths and the pages all read it
/// from here, so what a season promised before it opened is what it is counted with.
struct Rules {
    /// Ids in the order of the form: a-z, 0-9 and '-'.
    std::vector<std::string> categories{"empathy", "knowledge", "professionalism", "team"};
    /// Micro-points of a confirmed person who came through an invitation, and of one who found the form
    /// alone.
    long long invited_weight = 1'000'000;
    long long cold_weight = 400'000;
    std::string formula{formula_id};
    /// E: the points an ordinary company of each size collects in a season.
    int expected_small = 1;
    int expected_medium = 3;
    int expected_large = 10;
    /// The quantile that is the score, and the one where the interval ends; in thousandths.
    int score_permille = 50;
    int upper_permille = 950;
    /// Of how many parts of a wide group's mass one counts (see wide_group).
    int wide_share = 5;
    /// The gate for winning: at least so many answers of yes or no to "did it end well?", and surely (at 5 %)
    /// this share of them yes, in thousandths.
    int gate_answers = 5;
    int gate_permille = 600;
    /// Of 100, how much the judges decide. Published; no formula reads it yet.
    int judge_weight = 25;
    /// So many independent people part two places: with fewer, companies share one.
    int apart_by = 5;
    /// The recognitions a company can have beside places: thanked by so many people; outstanding from this
    /// score on, in ten-thousandths (1: surely more than a company of its size can expect).
    int thanked_people = 3;
    int outstanding_score = 10'000;

    /// Confirmed nominations enter the board together: when so many wait, or the first has for so many minutes.
    int batch = 8;
    int batch_minutes = 60;
    /// For categories that are called otherwise than in the program's own words.
    std::vector<CategoryWords> words{};

    /// Null if the season has no words of its own for it in that language.
    CategoryWords const* words_for(std::string_view category, std::string_view language) const;
    /// A company whose size nobody has set yet is measured as a large one: being unknown is no advantage.
    int expected(std::optional<Band> band) const;
    /// The ids of the season's boards: "all" first, then the categories.
    std::vector<std::string> boards() const;

    friend bool operator==(Rules const&, Rules const&) = default;
};

/// The text that is stored, hashed and published: JSON with sorted keys and without spaces.
std::string to_json(Rules const& rules);
/// Reads that text. Never throws, as a page must not fail for the rules of an old season: a part that is
/// missing or of another type has the value above, except that no categories are made up; unknown parts are
/// passed over.
Rules rules_of(std::string_view json);
Rules rules_of(storage::Season const& season);

/// A season with its rules read.
struct Season : storage::Season {
    Season() = default;
    explicit Season(storage::Season const& stored) : storage::Season(stored), parts(rules_of(stored)) {}
    Rules parts;
};

}  // namespace bot::award
