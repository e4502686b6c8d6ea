#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/detect/detect.h"
#include "bot/networks/network.h"
#include "storage/candidates.h"
#include "storage/posts.h"

// From a found post to what the queue keeps of it: made once, brought up to date when the post is found
// edited.
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
/// A post of unknown time is never late.
storage::Candidate::Lane lane_of(double praise, double likely_from, networks::FoundPost const& post,
                                 Time late_before);

/// With ids of its own, and without model and lane, which the caller sets. Its place in the queue is that of
/// the moment it was written, a time in the future or none counting as `now`.
NewCandidate make_candidate(Keys const& keys, std::string_view network, networks::FoundPost const& post,
                            detect::Verdict const& verdict, Time now);

/// A post as it was found again.
struct FoundAgain {
    std::string words;
    storage::TextSignature signature;  // of those words
    /// By its words of now, with its company; empty if it is no find any more.
    std::optional<storage::Candidate> candidate;
};

/// A stored post was found again. If it has other words and waits, it gets them and is classified by them, or
/// leaves the queue and is forgotten. While a person holds it only its words change, which the desk tells
/// before anything is sent; what was decided stays as it is, words and all. True if it has, or had, been
/// waiting and its words were others.
bool take_edit(storage::Write& write, storage::Post const& post, FoundAgain const& again, Time now);

}  // namespace bot::listen
