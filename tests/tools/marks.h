#pragma once

#include <string>

#include "storage/engine/store.h"

namespace test {

// The smallest row there is (a throttle), for tests of the store itself.

void mark(storage::Write& write, std::string const& what);
/// With so many bytes more.
void mark_large(storage::Write& write, std::string const& what, std::size_t bytes);
bool marked(storage::Read const& read, std::string const& what);
long long marks(storage::Read const& read);

}  // namespace test
