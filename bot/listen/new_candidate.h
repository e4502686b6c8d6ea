#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/keys.h"
#include "bot/detect/detect.h"
#include "bot/listen/intake.h"
#include "storage/candidates.h"
#include "storage/posts.h"

namespace bot::listen {

/// A post that may be praise, ready to be stored.
struct NewCandidate {
    storage::Post post;
    storage::Candidate candidate;        // its company is looked up when it is stored
    std::optional<std::string> company;  // the detector's key of it
};

/// What an author is known by for life: hash(network, account). A post without an author has none, so that it
/// is never taken for another's.
std::optional<std::string> author_key(Keys const& keys, std::string_view network,
                                      networks::FoundPost const& post);

/// `likely` and `maybe` by probability; `quiet` if the post is sensitive or was written before `late_before`.
storage::Candidate::Lane lane_of(double praise, double likely_from, networks::FoundPost const& post,
                                 Time late_before);

NewCandidate make_candidate(Keys const& keys, std::string_view network, networks::FoundPost const& post,
                            detect::Verdict const& verdict, Time now);

}  // namespace bot::listen
