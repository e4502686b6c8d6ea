#include <algorithm>

#include "bot/nominate/changes.h"
#include "bot/nominate/mail_address.h"
#include "bot/nominate/nominations.h"
#include "storage/company_contacts.h"
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
/// At least so long before its end a nomination whose mail has not left is given its time anew.
constexpr auto prolonged_before = std::chrono::hours(24);
constexpr int forgotten_at_once = 200;

bool live(Nomination const& nomination) {
    return nomination.state == State::unconfirmed || nomination.state == State::counted;
}

bool still_open(storage::Write& write, Nomination const& nomination, Time now) {
    auto const season = storage::seasons::find(write, nomination.season);
    return season && now < season->closes_at;
}

}  // namespace

bool Nominations::withdraw(std::string_view link, std::string_view language) {
    auto const hash = link_hash(link);
    return or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const now = clock_.now();
            auto found = storage::nominations::find_by_link(write, hash);
            if (!found || !live(*found) || !still_open(write, *found, now)) return false;
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
            if (live(*found) && (!counted || still_open(write, *found, now))) found->state = State::withdrawn;
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

bool Nominations::link_waits(Nomination const& nomination) const {
    auto const mail = nomination.sealed_mail ? keys_.open(*nomination.sealed_mail) : std::nullopt;
    auto const address = mail ? read_address(*mail) : std::nullopt;
    // As plan_departure() keeps it with the mail.
    return address &&
           storage::mails::any_waiting(store_, keys_.hash("mailbox", {paced_mailbox(*address)}));
}

void Nominations::prolong(Time now) {
    std::vector<storage::NominationId> waiting;
    for (auto const& nomination :
         storage::nominations::overdue(store_, now + prolonged_before, overdue_at_once))
        if (link_waits(nomination)) waiting.push_back(nomination.id);
    if (waiting.empty()) return;
    store_.write([&](storage::Write& write) {
        for (auto const& id : waiting) {
            auto nomination = storage::nominations::find(write, id);
            if (!nomination || nomination->state != State::unconfirmed) continue;
            nomination->expires_at = now + settings_.confirm_within;
            storage::nominations::update(write, *nomination);
        }
    });
}

void Nominations::run_once() {
    auto const now = clock_.now();
    prolong(now);
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
    for (auto const& season : storage::seasons::all(store_)) {
        if (!season.forgotten_at && now >= season.closes_at + forgotten_after)
            forget_people(season.id, now);
        else if (season.forgotten_at && now >= season.announced_at + forgotten_after)
            store_.write([&](storage::Write& write) {
                storage::nominations::forget_wishes(write, season.id, forgotten_at_once);
                storage::told::forget_people(write, season.id, forgotten_at_once);
            });
    }
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
