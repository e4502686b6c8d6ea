#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/nominate/nominations.h"
#include "storage/companies.h"

namespace bot::nominate {

/// What operators decide about companies that nominators named, and the size of those that are known.
/// Everything is one write: a company's nominations never stand without it. Any thread.
class Newcomers {
public:
    Newcomers(storage::Store& store, Clock const& clock, Invitations const& invitations)
        : store_(store), clock_(clock), invitations_(invitations) {}

    struct Newcomer {
        storage::Company company;
        long long counted = 0;
        long long unconfirmed = 0;
    };
    /// Those with the most nominations that count first.
    std::vector<Newcomer> waiting() const;

    using Band = std::optional<storage::Company::Band>;
    /// False if somebody else has decided already; so the others.
    bool accept(storage::CompanyId const& company, Band band);
    /// Its nominations become those of `into`. Where a person thanked both, the later one is void.
    bool merge(storage::CompanyId const& company, storage::CompanyId const& into);
    /// Its nominations become void: the name is not a company.
    bool refuse(storage::CompanyId const& company);
    /// False if there is no such company.
    bool set_band(storage::CompanyId const& company, Band band);

private:
    storage::Store& store_;
    Clock const& clock_;
    Invitations const& invitations_;
};

}  // namespace bot::nominate
