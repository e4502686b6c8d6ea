#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

namespace storage {

/// The suppression list: people who are never queued again, as a keyed hash of their account and nothing
/// else. Rows are never removed, so a person can be forgotten and still not be bothered.
namespace suppressions {

enum class Why { invited, stop };

/// Does nothing but remember: `stop` outweighs `invited`, and neither is ever taken back.
void add(Write& write, std::string const& author_key, Why why, Time now);
std::optional<Why> find(Read const& read, std::string const& author_key);

}  // namespace suppressions

template <>
inline constexpr auto stored_words<suppressions::Why> = std::to_array<std::string_view>({"invited", "stop"});

/// That person wants to hear no more from us: never queued again, what waits for them leaves the queue, and
/// an answer that has not begun to leave is refused (`said_stop`); any other stays as it is. False if they
/// had said so before; the rest is done all the same.
bool record_opt_out(Write& write, std::string const& author_key, Time now);

}  // namespace storage
