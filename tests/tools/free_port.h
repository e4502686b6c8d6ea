#pragma once

namespace test {

/// A loopback port that was free a moment ago.
int free_port();

}  // namespace test
