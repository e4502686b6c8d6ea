#include "bot/nominate/changes.h"

#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/base/keys.h"
#include "storage/invite_tokens.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

nlohmann::json number(std::optional<int> value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace

void split_point(storage::Write& write, storage::Nomination const& nomination, storage::Time now) {
    auto theirs = storage::nominations::of_person(write, nomination.season, nomination.category,
                                                  nomination.person_hash);
    std::erase_if(theirs, [](auto const& one) { return one.state != storage::Nomination::State::counted; });
    auto const split = static_cast<long long>(theirs.size());
    for (auto& one : theirs) {
        if (one.split == split) continue;
        one.split = split;
        storage::nominations::update(write, one);
    }
    storage::board_changes::mark(write, nomination.season, nomination.category, nomination.company, now);
    storage::board_changes::mark_person(write, nomination.season, nomination.person_hash, now);
}

std::optional<storage::Nomination> other_of(storage::Read const& read, storage::Nomination const& nomination,
                                            storage::CompanyId const& company,
                                            storage::Nomination::State state) {
    for (auto& one : storage::nominations::of_person(read, nomination.season, nomination.category,
                                                     nomination.person_hash))
        if (one.company == company && one.state == state && one.id != nomination.id) return std::move(one);
    return std::nullopt;
}

void set_void(storage::Nomination& nomination, std::string reason) {
    nomination.state = storage::Nomination::State::voided;
    nomination.void_reason = std::move(reason);
}

void store_end(storage::Write& write, storage::Nomination& nomination, bool counted, storage::Time now) {
    auto const held = std::exchange(nomination.token_hash, std::nullopt);
    storage::nominations::update(write, nomination);
    if (held) storage::invite_tokens::release(write, *held);
    if (counted) split_point(write, nomination, now);
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

std::string random_bytes() {
    std::string bytes(32, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes);
}

}  // namespace bot::nominate
