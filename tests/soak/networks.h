#pragma once

#include <memory>

#include "tests/soak/network.h"

namespace test::soak {

// Each in the shape of the real one's answers, as far as the connector asks. The first three and X take
// replies.
std::unique_ptr<Network> mastodon(std::uint64_t seed, Faults& faults, bot::Clock const& clock);
std::unique_ptr<Network> bluesky(std::uint64_t seed, Faults& faults, bot::Clock const& clock);
std::unique_ptr<Network> lemmy(std::uint64_t seed, Faults& faults, bot::Clock const& clock);
std::unique_ptr<Network> hackernews(std::uint64_t seed, Faults& faults, bot::Clock const& clock);
std::unique_ptr<Network> rss(std::uint64_t seed, Faults& faults, bot::Clock const& clock);
std::unique_ptr<Network> x(std::uint64_t seed, Faults& faults, bot::Clock const& clock);

}  // namespace test::soak
