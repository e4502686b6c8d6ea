#pragma once

#include "storage/engine/store.h"

namespace storage {

/// Brings the database to the program's schema, or says why not: see Store's constructor. `claim` is called
/// before anything is changed; it throws if another process holds the database. Returns the schema.
int upgrade(soci::session& session, Engine engine, StoreOptions const& options,
            std::function<void()> const& claim);

}  // namespace storage
