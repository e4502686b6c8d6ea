// What Hacker News' servers say: hits of the index, and items.
#include <nlohmann/json.hpp>

#include "bot/networks/hackernews/post.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const value = nlohmann::json::parse(data, data + size, nullptr, false);
    if (value.is_discarded()) return 0;
    if (auto const post = bot::networks::post_of_hit(value)) demand_post(*post);
    auto const parent = bot::networks::parent_of_item(value);
    demand(parent.text.empty() == (parent.state == bot::networks::Parent::State::gone));
    if (!parent.text.empty()) demand_text(parent.text);
    return 0;
}
