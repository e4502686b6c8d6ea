#pragma once

#include <string>

#include "storage/engine/store.h"

namespace storage {

/// That person wants to hear no more from us: never queued again, what waits for them leaves the queue, and
/// an answer that has not begun to leave is refused (`said_stop`); any other stays as it is. False if they
/// had said so before; the rest is done all the same.
bool record_opt_out(Write& write, std::string const& author_key, Time now);

}  // namespace storage
