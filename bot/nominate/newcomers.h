#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/nominate/nominations.h"
#include "storage/companies.h"

namespace bot::nominate {

/// What operators decide about companies that nominators named, and the size of those that are known.
/// Everything is one write, which also marks the boards concerned: a company's nominations never stand
/// without it. Any thread; what is referred to outlives it.
class Newcomers {
public:
    Newcomers(storage::Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    struct Newcomer {
        storage::Company company;   // pending
        long long counted = 0;      // its nominations that will count once it is accepted
        long long unconfirmed = 0;  // and those whose mail was not answered yet
    };
    /// Those with the most nominations that count first.
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
    /// False if there is no such company.
    bool set_band(storage::CompanyId const& company, Band band);

private:
    storage::Store& store_;
    Clock const& clock_;
};

}  // namespace bot::nominate
