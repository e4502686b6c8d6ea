#pragma once

#include <string>
#include <string_view>

#include "bot/networks/network.h"

namespace bot::networks {

/// A record's key that we choose ourselves: a TID, 13 characters that sort like the time. The same key and
/// moment give the same one; other keys in the same millisecond another one (20 bits of the key are in it).
/// Format: atproto.com/specs/tid.
std::string bluesky_tid(Time time, std::string_view idempotency_key);

/// "2026-08-01T12:34:56.789Z", as records have it.
std::string bluesky_time(Time time);

}  // namespace bot::networks
