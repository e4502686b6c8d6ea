#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/network.h"
#include "storage/posts.h"

namespace bot::desk {

/// Whether a post complains of a company: the detector's word. Any thread.
using Complains = std::function<bool(networks::FoundPost const&)>;

/// What the author wrote below the post that praised, and no longer praises.
struct Complaint {
    std::string words;      // how it begins
    bool answered = false;  // the company had answered below the post before
};

/// The author's latest complaint below the post. Empty if there is none, or the post has no author. `company`
/// is the one that was praised.
std::optional<Complaint> complaint_in(std::vector<networks::FoundPost> const& below,
                                      storage::Post const& post,
                                      std::optional<storage::CompanyId> const& company,
                                      storage::Read const& read, Complains const& complains);

}  // namespace bot::desk
