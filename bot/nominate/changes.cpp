#include "bot/nominate/changes.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/award/season_steps.h"
#include "bot/base/keys.h"
#include "storage/invite_tokens.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

using State = storage::Nomination::State;

nlohmann::json number(std::optional<int> value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace

void set_firsts(storage::Read const& read, storage::Nomination& nomination) {
    nomination.first_in_season = nomination.first_in_category = true;
    for (auto const& other :
         storage::nominations::of_person(read, nomination.season, nomination.person_hash)) {
        if (other.state != State::counted || other.id == nomination.id) continue;
        if (other.first_in_season) nomination.first_in_season = false;
        if (other.first_in_category && other.category == nomination.category)
            nomination.first_in_category = false;
    }
}

void pass_firsts_on(storage::Write& write, storage::Nomination& nomination, storage::Time now) {
    for (auto& other : storage::nominations::of_person(write, nomination.season, nomination.person_hash)) {
        if (other.state != State::counted || other.id == nomination.id) continue;
        auto const season = std::exchange(nomination.first_in_season, false);
        auto const category = nomination.first_in_category && other.category == nomination.category;
        if (category) nomination.first_in_category = false;
        if (!season && !category) continue;
        other.first_in_season |= season;
        other.first_in_category |= category;
        storage::nominations::update(write, other);
        storage::board_changes::mark(write, other.season, other.category, other.company, now);
    }
    nomination.first_in_season = nomination.first_in_category = false;
}

std::optional<storage::Nomination> other_of(storage::Read const& read, storage::Nomination const& nomination,
                                            storage::CompanyId const& company,
                                            storage::Nomination::State state) {
    for (auto& one : storage::nominations::of_person(read, nomination.season, nomination.person_hash))
        if (one.company == company && one.state == state && one.id != nomination.id) return std::move(one);
    return std::nullopt;
}

void set_void(storage::Nomination& nomination, std::string reason) {
    nomination.state = storage::Nomination::State::voided;
    nomination.void_reason = std::move(reason);
}

void store_end(storage::Write& write, storage::Nomination& nomination, bool counted, storage::Time now) {
    auto const held = std::exchange(nomination.token_hash, std::nullopt);
    if (counted) pass_firsts_on(write, nomination, now);
    storage::nominations::update(write, nomination);
    if (held) storage::invite_tokens::release(write, *held);
    if (!counted) return;
    storage::board_changes::mark(write, nomination.season, nomination.category, nomination.company, now);
    storage::story_removals::mark(write, nomination.season, nomination.company);
}

void empty(storage::Write& write, storage::Nomination& nomination, storage::Time now) {
    nomination.sealed_mail.reset();
    nomination.story.reset();
    nomination.story_sha256.clear();
    nomination.sealed_person.reset();
    nomination.salt.reset();
    nomination.private_record.reset();
    nomination.erased_at = now;
    storage::nomination_signals::remove(write, nomination.id);
    storage::follow_ups::remove(write, nomination.id);
}

std::string private_record(storage::Nomination const& nomination) {
    return nlohmann::json{{"confirmed_at", nomination.confirmed_at.value().time_since_epoch().count()},
                          {"consents", {{"ask", nomination.may_ask}, {"publish", nomination.may_publish}}},
                          {"mail_hash", nomination.person_hash},
                          {"scores",
                           {{"empathy", number(nomination.empathy)},
                            {"knowledge", number(nomination.knowledge)},
                            {"professionalism", number(nomination.professionalism)}}},
                          {"story_sha256", nomination.story_sha256}}
        .dump();
}

bool season_counted(storage::Read const& read, storage::Nomination const& nomination) {
    auto const season = storage::seasons::find(read, nomination.season);
    return season && award::is_counted(season->state);
}

std::string random_bytes() {
    std::string bytes(32, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes);
}

}  // namespace bot::nominate
