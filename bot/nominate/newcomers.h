#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/nominate/nominations.h"
#include "storage/companies.h"

namespace bot::nominate {

/// What operators decide about companies that nominators named, and the size of those that are known.
/// A decision is one write, which also marks the boards concerned. Nominations follow their company a hundred
/// a write, so that nobody waits for them; what is left is in the database until move_nominations() is
/// through. Any thread; what is referred to outlives it.
class Newcomers {
public:
    Newcomers(storage::Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    struct Newcomer {
        storage::Company company;   // pending
        long long counted = 0;      // its nominations that will count once it is accepted
        long long unconfirmed = 0;  // and those whose mail was not answered yet; neither counted beyond 100
    };
    /// The hundred most thanked by the last tallies, those with the most nominations that count now first.
    std::vector<Newcomer> waiting() const;

    /// Absent: nobody knows yet; the company is shown and not ranked.
    using Band = std::optional<storage::Company::Band>;
    /// False if another operator has decided already; likewise merge() and refuse().
    bool accept(storage::CompanyId const& company, Band band);
    /// Its nominations become those of `into`, with group ids of that company. Where a person thanked both,
    /// the one of this company is void ("same_person").
    bool merge(storage::CompanyId const& company, storage::CompanyId const& into);
    /// Its nominations become void: the name is not a company.
    bool refuse(storage::CompanyId const& company);
    /// Goes on bringing nominations after merged and refused companies. To be called now and then.
    void move_nominations();
    /// False if there is no such company.
    bool set_band(storage::CompanyId const& company, Band band);

private:
    storage::Store& store_;
    Clock const& clock_;
};

}  // namespace bot::nominate
