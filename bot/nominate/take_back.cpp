#include <algorithm>

#include "bot/nominate/changes.h"
#include "bot/nominate/nominations.h"
#include "storage/mails.h"
#include "storage/nominations.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

using storage::Nomination;
using State = storage::Nomination::State;

constexpr auto forgotten_after = std::chrono::days(30);
/// Longer than any story is compared with.
constexpr auto compared_for = std::chrono::hours(2);
/// Twice the longest window that mails are paced by.
constexpr auto paces_kept = std::chrono::days(2);
constexpr int overdue_at_once = 100;
constexpr int forgotten_at_once = 200;

bool live(Nomination const& nomination) {
    return nomination.state == State::unconfirmed || nomination.state == State::counted;
}

bool still_open(storage::Write& write, Nomination const& nomination) {
    auto const season = storage::seasons::find(write, nomination.season);
    return season && season->state == storage::Season::State::open;
}

}  // namespace

bool Nominations::withdraw(std::string_view link, std::string_view language) {
    auto const hash = link_hash(link);
    return or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const now = clock_.now();
            auto found = storage::nominations::find_by_link(write, hash);
            if (!found || !live(*found) || !still_open(write, *found)) return false;
            auto const counted = found->state == State::counted;
            found->state = State::withdrawn;
            store_end(write, *found, counted, now);
            return true;
        });
    });
}

bool Nominations::erase(std::string_view link, std::string_view language) {
    auto const hash = link_hash(link);
    return or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const now = clock_.now();
            auto found = storage::nominations::find_by_link(write, hash);
            if (!found || found->erased_at) return false;
            auto const counted = found->state == State::counted;
            // After the close the point stays, without words and without a person: the result was computed
            // with it.
            if (live(*found) && (!counted || still_open(write, *found))) found->state = State::withdrawn;
            empty(write, *found, now);
            store_end(write, *found, counted, now);
            return true;
        });
    });
}

std::vector<std::string> const& Nominations::void_reasons() {
    static std::vector<std::string> const reasons = {"same_person", "own_company", "bought",
                                                     "not_support", "abuse",       "not_a_company"};
    return reasons;
}

bool Nominations::void_nomination(storage::NominationId const& nomination, std::string const& reason) {
    auto const& reasons = void_reasons();
    if (std::ranges::find(reasons, reason) == reasons.end())
        throw UserError(UserError::Kind::invalid,
                        words_.say(words_.languages().front(), "nominations.error.reason"));
    return store_.write([&](storage::Write& write) {
        auto found = storage::nominations::find(write, nomination);
        if (!found || !live(*found)) return false;
        auto const counted = found->state == State::counted;
        set_void(*found, reason);
        store_end(write, *found, counted, clock_.now());
        return true;
    });
}

void Nominations::run_once() {
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        for (auto& nomination : storage::nominations::overdue(write, now, overdue_at_once)) {
            nomination.state = State::expired;
            // Nobody said that the address is theirs, so nothing of it is kept.
            nomination.person_hash = nomination.id.text();
            empty(write, nomination, now);
            store_end(write, nomination, false, now);
        }
        storage::bursts::remove_before(write, now - compared_for, overdue_at_once);
        storage::paces::remove_before(write, now - paces_kept);
    });
    for (auto const& season : storage::seasons::all(store_))
        if (season.state >= storage::Season::State::closed && !season.forgotten_at &&
            now >= season.closes_at + forgotten_after)
            forget_people(season.id, now);
}

void Nominations::forget_people(std::string const& season, Time now) {
    storage::NominationId last;
    for (;;) {
        auto const some = storage::nominations::of_season(store_, season, last, forgotten_at_once);
        store_.write([&](storage::Write& write) {
            for (auto const& id : some) storage::nominations::forget_person(write, id);
            if (some.empty()) storage::seasons::forgotten(write, season, now);
        });
        if (some.empty()) return;
        last = some.back();
    }
}

}  // namespace bot::nominate
