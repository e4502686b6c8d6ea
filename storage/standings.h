#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/companies.h"

// The board: what counts for it, what it comes to, and what of it is not published yet. All of it is derived
// from the nominations and can be made again at any time; the maths are bot/award's.

namespace storage {

/// One counted nomination, as far as the award reads it.
struct Voice {
    std::string category;
    long long weight = 0;     // micro-points before grouping
    std::string group_ids;    // JSON: the look-alike groups
    bool thanks_team = true;  // the team, or the team and a person
    bool first_in_season = false, first_in_category = false;
    std::optional<int> empathy, knowledge, professionalism;
    std::optional<std::string> ended;  // yes, partly or no; absent until answered
};

/// A sum with how many there were: the mean is for who shows it.
struct Mean {
    long long sum = 0;
    long long count = 0;
};

/// What the nominations of one company in one category come to. Unique by (season, category, company); the
/// category "all" is derived like the others.
struct Standing {
    std::string season;
    std::string category;
    CompanyId company;
    long long k = 0;  // micro-points after weights and groups
    long long people = 0;
    long long new_people = 0;  // who are counted by this company: summed over all, everybody once
    long long team_credit = 0, person_credit = 0;  // nominations that thank the team (too), only a person
    Mean empathy, knowledge, professionalism;
    long long ended_well = 0, ended_partly = 0, ended_badly = 0;
    /// The 5 %, 50 % and 95 % quantiles in ten-thousandths.
    long long low = 0, median = 0, high = 0;
    /// What `low` would be with as many more people as do not yet part two places.
    long long reach = 0;
};

/// Where a company stands on a board: what its place follows from, and nothing that is only shown.
struct Stand {
    CompanyId company;
    long long low = 0, high = 0, reach = 0;  // as of Standing
    long long new_people = 0;
    std::optional<Company::Band> band;
    std::optional<std::string> sector;
};

/// A line of a board: a standing with what the page shows of its company.
struct Ranked {
    Standing standing;
    std::string slug, name;
    std::optional<Company::Band> band;
    std::optional<std::string> sector;
};

namespace standings {

/// What counts for a company in a season, in every category, by id. Reads them all: never in a write.
std::vector<Voice> voices(Read const&, std::string const& season, CompanyId const& company);

/// When the last nomination that counts was confirmed; empty if none counts.
std::optional<Time> last_confirmed(Read const&, std::string const& season);

/// How often the company was tallied in the season: to be read before its voices are, and said to replace().
long long version(Read const&, std::string const& season, CompanyId const& company);
/// How often companies of the season were tallied in all. As long as that stays, its boards are the same but
/// for what is said of companies themselves. 0 without such a season.
long long tallied(Read const&, std::string const& season);
/// Puts these in the place of all that the company had in the season, unless it was tallied since `version`
/// was read: false then, and nothing is changed. Raises tallied() by one. How many thanked it is kept with
/// the company, too.
bool replace(Write&, std::string const& season, CompanyId const& company, long long version,
             std::vector<Standing> const& standings);
/// Of a company in a season, by category.
std::vector<Standing> of_company(Read const&, std::string const& season, CompanyId const& company);
/// Of all active companies in a category: highest `low` first, then by id. Reads them all: for who keeps a
/// board in memory, once.
std::vector<Stand> board(Read const&, std::string const& season, std::string const& category);
/// Those of these companies that are active and have a standing in the category, in that order.
std::vector<Ranked> ranked(Read const&, std::string const& season, std::string const& category,
                           std::vector<CompanyId> const& companies);
/// Of the `looked_at` most thanked in a season, how many have no size yet.
long long without_size(Read const&, std::string const& season, int looked_at);
/// Companies that have a standing in the season, by id, after that one. For going through all of them.
std::vector<CompanyId> companies(Read const&, std::string const& season, CompanyId const& after, int limit);

}  // namespace standings

/// The published board no longer tells what the nominations say of one company in one category. Unique by
/// (season, category, company).
struct BoardChange {
    std::string season;
    std::string category;
    CompanyId company;      // empty: the pages of the board after its first
    Time since{};           // of the first change that is not yet published
    long long changes = 0;  // how many came since; tells a newer one from those seen
};

/// Words that were on the pages of a company may not be there any more. Unique by (season, company).
struct StoryRemoval {
    std::string season;
    CompanyId company;
    long long changes = 0;  // as of BoardChange
};

/// What the publisher has to do before everything else: no batch and no interval is waited for.
namespace story_removals {

/// After a story was hidden, or its nomination withdrawn, voided, erased or given other words; beside the
/// mark in board_changes, which brings the figures later.
void mark(Write&, std::string const& season, CompanyId const& company);
std::vector<StoryRemoval> waiting(Read const&, int limit);
/// As board_changes::done().
void done(Write&, StoryRemoval const& removal);

}  // namespace story_removals

/// What the publisher has to do. Whoever changes what counts marks it in the same write.
namespace board_changes {

/// After anything that changes a company's standing or page: a nomination counted, withdrawn, void or erased,
/// an answer to a follow-up, a story approved.
void mark(Write&, std::string const& season, std::string const& category, CompanyId const& company, Time now);
/// In every category of every season where it was tallied. After its name, band, state or slug changed.
void mark_company(Write&, CompanyId const& company, Time now);

/// Oldest first.
std::vector<BoardChange> waiting(Read const&, int limit);
/// Nominations of the season that counted at `since` or later; counts no further than `most`.
long long confirmed_since(Read const&, std::string const& season, Time since, long long most);
/// Forgets a change that is published; one that was marked again since it was read stays.
void done(Write&, BoardChange const& change);

}  // namespace board_changes
}  // namespace storage
