#include "bot/networks/compose.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace bot::networks;

namespace {

struct Paper : ByHandAnswerer {
    explicit Paper(Count count) : ByHandAnswerer("paper", count) {}
    Parent look(std::string_view) override { return {}; }
};

}  // namespace

TEST_CASE("words that a person sends are counted as those that a program sends", "[networks]") {
    Paper const reddit(count_reddit);
    auto const reply = reddit.composed_of("Größe 👍", "key-1");
    CHECK(reply.length == count_reddit("Größe 👍").length);
    CHECK(reply.limit == 10'000);
    CHECK(reply.valid());
    CHECK(reply.idempotency_key == "key-1");
    CHECK(reply.request.empty());
    CHECK_FALSE(reddit.composed_of(std::string(10'001, 'x'), "key-1").valid());
    CHECK_FALSE(reddit.composed_of("  ", "key-1").valid());
    CHECK_FALSE(reddit.composed_of("\xFF", "key-1").valid());
    Paper const feed(count_unlimited);
    CHECK(feed.composed_of(std::string(100'000, 'x'), "key-1").valid());
    CHECK(feed.composed_of("x", "key-1").limit == std::numeric_limits<std::size_t>::max());
}
