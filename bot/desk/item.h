#pragma once

#include <string>

#include "bot/desk/settings.h"
#include "storage/candidates.h"
#include "storage/decisions.h"
#include "storage/posts.h"

namespace bot::desk {

/// A candidate with its post: what a decision is about.
struct Item {
    storage::Candidate candidate;
    storage::Post post;

    /// Late or sensitive: thank, do not invite.
    bool quiet(storage::Time now, Settings const& settings) const {
        return candidate.lane == storage::Candidate::Lane::quiet ||
               (post.written_at && *post.written_at < now - settings.late_after);
    }
};

std::optional<Item> find_item(storage::Read const& read, storage::CandidateId const& id);
/// The same; throws Refusal `not_found`.
Item load_item(storage::Read const& read, storage::CandidateId const& id);

/// Takes the lease for a decision about to be made, in the same transaction. Throws Refusal `held` naming who
/// has it, or `decided` if it no longer waits.
void hold(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
          storage::Time now, storage::Time until);

void note(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
          std::string what, storage::Time now, std::optional<std::string> reason = {},
          std::optional<std::string> words = {});

}  // namespace bot::desk
