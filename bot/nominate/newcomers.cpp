#include "bot/nominate/newcomers.h"

#include <algorithm>

#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "storage/candidates.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

using storage::CompanyId;
using storage::Nomination;
using State = storage::Nomination::State;

/// So many writes go before whoever asked is answered; the job goes on with the rest.
constexpr int moves_in_a_row = 20;

void store_band(storage::Write& write, storage::Company company, Newcomers::Band band, Time now) {
    company.band = band;
    storage::companies::update(write, company);
    storage::board_changes::mark_company(write, company.id, now);
}

constexpr int listed = 100;
constexpr int moved_at_once = 100;
constexpr long long counted_most = 100;

/// To the company its company has become. Group ids are made for one company, so they are made again.
void bring_over(storage::Write& write, Nomination& nomination, CompanyId const& into, Time now) {
    auto const counted = nomination.state == State::counted;
    auto const twice = counted && other_of(write, nomination, into, State::counted);
    nomination.company = into;
    if (counted) {
        auto const season = storage::seasons::find(write, nomination.season).value();
        nomination.group_ids =
            group_ids(season.group_salt, nomination, storage::nomination_signals::of(write, nomination.id));
    }
    if (twice) set_void(nomination, "same_person");
    if (twice) pass_firsts_on(write, nomination, now);
    storage::nominations::update(write, nomination);
    if (counted) storage::board_changes::mark(write, nomination.season, nomination.category, into, now);
}

/// Some of what a merged company still has. False if there was nothing.
bool bring_some(storage::Write& write, CompanyId const& from, CompanyId const& into, Time now) {
    auto some = storage::nominations::some_of(write, from, moved_at_once);
    for (auto& nomination : some) bring_over(write, nomination, into, now);
    auto const candidates = storage::candidates::move_some(write, from, into, moved_at_once);
    return !some.empty() || candidates > 0;
}

/// Some of what a refused company still has in any season. False if there was nothing.
bool void_some(storage::Write& write, CompanyId const& company, Time now) {
    for (auto const& season : storage::seasons::all(write))
        for (auto const state : {State::counted, State::unconfirmed}) {
            auto some = storage::nominations::some_of(write, company, season.id, state, moved_at_once);
            for (auto& nomination : some) {
                set_void(nomination, "not_a_company");
                store_end(write, nomination, state == State::counted, now);
            }
            if (!some.empty()) return true;
        }
    return false;
}

}  // namespace

std::vector<Newcomers::Newcomer> Newcomers::waiting() const {
    storage::Read const read(store_);
    auto const season = storage::seasons::current(read);
    std::vector<Newcomer> found;
    for (auto const& company :
         storage::companies::most_thanked(read, storage::Company::State::pending, listed)) {
        Newcomer newcomer{company};
        auto const count = [&](State state) {
            return season ? storage::nominations::count_of(read, company.id, season->id, state, counted_most)
                          : 0;
        };
        newcomer.counted = count(State::counted);
        newcomer.unconfirmed = count(State::unconfirmed);
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
    auto const merged = store_.write([&](storage::Write& write) {
        auto const now = clock_.now();
        if (!storage::companies::merge(write, id, into)) return false;
        storage::board_changes::mark_company(write, id, now);
        storage::companies::begin_move(write, id, now);
        return true;
    });
    if (merged) move_nominations();
    return merged;
}

bool Newcomers::refuse(CompanyId const& id) {
    auto const refused = store_.write([&](storage::Write& write) {
        auto const now = clock_.now();
        if (!storage::companies::decide(write, id, storage::Company::State::refused)) return false;
        storage::board_changes::mark_company(write, id, now);
        storage::companies::begin_move(write, id, now);
        return true;
    });
    if (refused) move_nominations();
    return refused;
}

void Newcomers::move_nominations() {
    for (int writes = 0; writes < moves_in_a_row; ++writes) {
        auto const next = storage::companies::moving(store_, 1);
        if (next.empty()) return;
        store_.write([&](storage::Write& write) {
            auto const company = storage::companies::resolved(write, next.front()).value();
            auto const now = clock_.now();
            auto const some = company.id == next.front() ? void_some(write, company.id, now)
                                                         : bring_some(write, next.front(), company.id, now);
            if (!some) storage::companies::moved(write, next.front());
        });
    }
}

bool Newcomers::set_band(CompanyId const& id, Band band) {
    return store_.write([&](storage::Write& write) {
        auto const company = storage::companies::find(write, id);
        if (company) store_band(write, *company, band, clock_.now());
        return company.has_value();
    });
}

}  // namespace bot::nominate
