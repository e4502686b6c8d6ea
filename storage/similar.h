#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/candidates.h"
#include "storage/posts.h"

/// Finds whose words are nearly those of one that was skipped lie lower in the queue. Which may be alike is
/// asked here, by the bands of their marks; whether they are is the caller's to compare.
namespace storage::similar {

struct MaybeSimilar {
    CandidateId id;
    std::string text;
};

/// Those that wait, and lie where they would without it.
std::vector<MaybeSimilar> waiting(Read const& read, PostId const& as, int limit);
/// Those that were skipped since then because they are no praise, the latest first.
std::vector<MaybeSimilar> skipped(Read const& read, TextSignature const& as, Time since, int limit);

/// As if it were found a day earlier.
long long lowered(long long queue_key);
/// It lies lower from now on, if it waits and does not already.
void lower(Write& write, CandidateId const& id, CandidateId const& skipped);
/// That one was not to be skipped: what lay lower for it lies where it would without.
void raise(Write& write, CandidateId const& skipped);

}  // namespace storage::similar
