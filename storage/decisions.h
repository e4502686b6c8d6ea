#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/candidates.h"

namespace storage {

/// What a person decided about a candidate, and why. Kept as it was; never changed.
struct Decision {
    CandidateId candidate;
    OperatorId person;
    /// skip, later, approve, undo, by_hand, sent, not_sent, unclear, company, restore or settle.
    std::string what;
    std::optional<std::string> reason;  // of a skip: one of the desk's short list
    std::optional<std::string> note;    // in the operator's words
    Time made_at{};
};

namespace decisions {

/// Throws Error (`broken`) if `what` is none of those above, or the candidate or operator is not there.
void add(Write& write, Decision const& decision);
/// In the order they were made.
std::vector<Decision> of(Read const& read, CandidateId const& candidate);

}  // namespace decisions

/// What a person's last decision on a candidate says of its text, with the words it was said of.
struct Judgement {
    std::string post_key;
    std::string network;
    std::string text;
    std::optional<std::string> language, author_handle;
    bool praise = false;
    std::optional<std::string> reason;  // of a skip
    Time made_at{};
};

/// Of the candidates in one lane that a person judged.
struct JudgedCount {
    Candidate::Lane lane = Candidate::Lane::likely;
    long long right = 0, judged = 0;
};

/// Read from the decisions. What was approved or sent is praise; what was skipped is not, if the reason is
/// about the text. A candidate that was put back, or skipped for another reason, is not judged. `later` and
/// `company` leave a candidate as open as it was, so they are passed over.
namespace judgements {

/// Whether a decision says that the post is praise. Empty if it says nothing of it.
std::optional<bool> praises(std::string_view what, std::optional<std::string> const& reason);

/// Judged in that time, `until` excluded, a line a lane; lanes without any are left out.
std::vector<JudgedCount> counts(Read const& read, Time from, Time until);

/// Those whose words are still kept and are the ones that were judged, unless the author asked to be left
/// alone. By the post's key.
std::vector<Judgement> with_words(Read const& read);
/// The latest moment at which a person judged one of them; empty if nobody did.
std::optional<Time> latest(Read const& read);

}  // namespace judgements
}  // namespace storage
