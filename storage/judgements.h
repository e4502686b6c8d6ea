#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/candidates.h"

namespace storage {

/// What a person's last word on a find says of its text, with the words it was said of.
struct Judgement {
    std::string post_key;
    std::string network;
    std::string text;
    std::optional<std::string> language, author_handle;
    bool praise = false;
    std::optional<std::string> reason;  // of a skip
    Time made_at{};
};

/// Of the finds in one lane that a person judged.
struct JudgedCount {
    Candidate::Lane lane = Candidate::Lane::likely;
    long long right = 0, judged = 0;
};

/// Read from the decisions. What was approved or sent is praise; what was skipped is not, if the reason is
/// about the text. A find that was put back, or skipped for another reason, is not judged.
namespace judgements {

/// Whether a decision says that the post is praise. Empty if it says nothing of it.
std::optional<bool> praises(std::string_view what, std::optional<std::string> const& reason);

/// Judged in that time, a line a lane; lanes without any are left out.
std::vector<JudgedCount> counts(Read const& read, Time from, Time until);

/// Those whose words are still kept and are the ones that were judged, unless the author asked to be left
/// alone. By the post's key.
std::vector<Judgement> with_words(Read const& read);
/// The latest moment at which a person judged one of them; empty if nobody did.
std::optional<Time> latest(Read const& read);

}  // namespace judgements
}  // namespace storage
