#include "bot/nominate/newcomers.h"

#include <algorithm>

#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

using storage::CompanyId;
using storage::Nomination;
using State = storage::Nomination::State;

void store_band(storage::Write& write, storage::Company company, Newcomers::Band band, Time now) {
    company.band = band;
    storage::companies::update(write, company);
    storage::board_changes::mark_company(write, company.id, now);
}

/// Group ids are made for one company, so they are made again for the new one.
void regroup(storage::Write& write, Nomination& nomination) {
    auto const season = storage::seasons::find(write, nomination.season).value();
    nomination.group_ids =
        group_ids(season.group_salt, nomination, storage::nomination_signals::of(write, nomination.id));
}

void void_all(storage::Write& write, CompanyId const& company, Time now) {
    for (auto& nomination : storage::nominations::of_company(write, company)) {
        auto const counted = nomination.state == State::counted;
        if (!counted && nomination.state != State::unconfirmed) continue;
        set_void(nomination, "not_a_company");
        store_end(write, nomination, counted, now);
    }
}

}  // namespace

std::vector<Newcomers::Newcomer> Newcomers::waiting() const {
    std::vector<Newcomer> found;
    for (auto const& company : storage::companies::in_state(store_, storage::Company::State::pending)) {
        Newcomer newcomer{company};
        for (auto const& nomination : storage::nominations::of_company(store_, company.id)) {
            newcomer.counted += nomination.state == State::counted;
            newcomer.unconfirmed += nomination.state == State::unconfirmed;
        }
        found.push_back(newcomer);
    }
    std::ranges::stable_sort(found, std::greater(), &Newcomer::counted);
    return found;
}

bool Newcomers::accept(CompanyId const& id, Band band) {
    return store_.write([&](storage::Write& write) {
        if (!storage::companies::decide(write, id, storage::Company::State::active)) return false;
        store_band(write, storage::companies::find(write, id).value(), band, clock_.now());
        return true;
    });
}

bool Newcomers::merge(CompanyId const& id, CompanyId const& into) {
    return store_.write([&](storage::Write& write) {
        auto const now = clock_.now();
        if (!storage::companies::merge(write, id, into)) return false;
        storage::board_changes::mark_company(write, id, now);
        for (auto& nomination : storage::nominations::of_company(write, id)) {
            auto const twice =
                nomination.state == State::counted && other_of(write, nomination, into, State::counted);
            nomination.company = into;
            if (nomination.state == State::counted) regroup(write, nomination);
            if (twice) set_void(nomination, "same_person");
            storage::nominations::update(write, nomination);
            if (twice) split_point(write, nomination, now);
        }
        storage::board_changes::mark_company(write, into, now);
        return true;
    });
}

bool Newcomers::refuse(CompanyId const& id) {
    return store_.write([&](storage::Write& write) {
        if (!storage::companies::decide(write, id, storage::Company::State::refused)) return false;
        void_all(write, id, clock_.now());
        storage::board_changes::mark_company(write, id, clock_.now());
        return true;
    });
}

bool Newcomers::set_band(CompanyId const& id, Band band) {
    return store_.write([&](storage::Write& write) {
        auto const company = storage::companies::find(write, id);
        if (company) store_band(write, *company, band, clock_.now());
        return company.has_value();
    });
}

}  // namespace bot::nominate
