#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/compose.h"

// Which of the servers that speak Mastodon's API an instance is, and what it allows: read out of its own
// documents. Pure; any thread.
namespace bot::networks {

/// What an instance says of itself. Where it is silent Mastodon's own defaults stand.
struct MastodonInstance {
    std::string domain;    // completes handles without a host
    std::string software;  // in lower case: "mastodon", "gotosocial", "pleroma", "akkoma", "snac"; "" unknown
    std::string version;
    MastodonLimits limits;
    std::string streaming;  // where server-sent events come from, "https://host"; "" if not said

    /// Whether the same Idempotency-Key twice is known to make one post: a short list, anything else is
    /// looked up before a second try.
    bool honours_keys() const;
};

/// Takes over what GET /api/v2/instance or /api/v1/instance says; false if it is neither.
bool take_instance(MastodonInstance& instance, nlohmann::json const& document);

/// The path of a nodeinfo document (2.x), out of /.well-known/nodeinfo. The host that stands there is left
/// out: it is the same server, whatever name we reach it by.
std::optional<std::string> nodeinfo_path(nlohmann::json const& links);

/// The limit that a refusal of a text of `length` names, e.g. "character limit of 500 exceeded".
std::optional<std::size_t> limit_in(std::string_view refusal, std::size_t length);

}  // namespace bot::networks
