#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"

namespace bot::networks {

/// A status as one instance shows it. Ids are that instance's own and opaque; `post.native_id` is the
/// ActivityPub id, the same everywhere.
struct MastodonStatus {
    std::string id;
    std::string account_id;
    std::string acct;  // "name", or "name@host" of another instance: what a mention is made of
    std::string visibility;
    std::string version;  // the native id, with the time of the last edit if there was one
    std::optional<std::string> in_reply_to_id, in_reply_to_account_id;
    std::int64_t answers = 0;     // below it, as far as the instance knows
    bool no_bot = false;          // #nobot in the author's bio: not to be answered
    bool no_index = false;        // the author asks not to be indexed: not to be kept
    bool not_searchable = false;  // the author did not agree to be found by full-text search
    /// Whom the author lets answer (GoToSocial): "public", "followers", "following", "mutuals", "mentioned"
    /// or an account's address; absent if nobody is named, and everybody may.
    std::optional<std::vector<std::string>> repliers;
    std::vector<std::string> mentions;  // who is mentioned, each as `acct`, in lower case
    FoundPost post;
};

/// Of a boost the boosted status. `domain` completes handles of the instance's own people. Empty if it has no
/// id, no address or no author. The author's id is the full handle in lower case: no server lets it change
/// hands, and unlike the account's own address every server shows it alike.
std::optional<MastodonStatus> read_mastodon_status(nlohmann::json const& status, std::string_view domain);

/// Whether a status mentions that account of the instance.
bool mentions_account(nlohmann::json const& status, std::string_view account_id);

/// Which of two ids of one instance is later: the longer one, else by bytes.
bool later_id(std::string_view one, std::string_view other);

}  // namespace bot::networks
