#pragma once

#include <string>

#include "storage/nominations.h"

namespace bot::nominate {

/// After one more nomination of a person counts, or one ceases to: their point in the category is split anew
/// over all that count, and the boards concerned are marked as changed.
void split_anew(storage::Write& write, storage::Nomination const& nomination, storage::Time now);

/// Words, addresses, salt and record; what is left names nobody and says nothing.
void empty(storage::Write& write, storage::Nomination& nomination, storage::Time now);

}  // namespace bot::nominate
