#pragma once

#include <string>
#include <vector>

#include "storage/candidates.h"
#include "storage/engine/store.h"

/// Which posts are to be looked at again, and which are kept no longer. All of them still have their words.
namespace storage::rechecks {

/// The networks of posts that were last seen before `before`.
std::vector<std::string> networks(Read const& read, Time before);
/// Posts there that were last seen before `before`: those that wait first, then the longest unseen.
std::vector<PostId> unseen(Read const& read, std::string const& network, Time before, int limit);
/// Posts that can no longer be answered, or on which was decided before `decided_before`.
std::vector<PostId> done_with(Read const& read, Time decided_before, int limit);

void seen(Write& write, PostId const& post, Time now);
/// The candidate of that post, if it waits, is what it was judged to be anew, its place in the queue too; the
/// quiet lane keeps its own.
void reclassified(Write& write, PostId const& post, Candidate const& as);

}  // namespace storage::rechecks
