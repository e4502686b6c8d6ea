#pragma once

#include <string>

#include "storage/engine/store.h"
#include "storage/posts.h"

namespace storage {

/// The post was removed at its network, or may be kept no longer: its words, names and addresses go, whatever
/// became of it. If it waited or was skipped it leaves the queue; an answer that has not begun to leave is
/// refused with `outcome`, any other stays as it is. False if it was forgotten before.
bool forget_post(Write& write, Post const& post, std::string const& outcome, Time now);

}  // namespace storage
