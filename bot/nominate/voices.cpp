#include "bot/nominate/voices.h"

#include <algorithm>

#include "storage/nominations.h"
#include "storage/standings.h"

namespace bot::nominate {

void split_anew(storage::Write& write, storage::Nomination const& nomination, storage::Time now) {
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

}  // namespace bot::nominate
