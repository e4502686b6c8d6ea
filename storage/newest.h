#pragma once

#include <optional>

#include "storage/engine/store.h"

namespace storage {

/// The newest moment at which something was written down here: a clock that shows less went backwards. Empty
/// for a database without rows.
std::optional<Time> newest_moment(Read const& read);

}  // namespace storage
