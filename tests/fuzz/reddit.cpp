// What Reddit says of a post.
#include <nlohmann/json.hpp>

#include "bot/networks/reddit/post.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const value = nlohmann::json::parse(data, data + size, nullptr, false);
    auto const thing = bot::networks::reddit_thing(value);
    if (!thing) return 0;
    if (thing->gone)
        demand_text(thing->post.native_id);
    else
        demand_post(thing->post);
    return 0;
}
