// A place in a network that was stored, perhaps by another version: what is read of it is written the same
// again.
#include "bot/networks/rounds.h"
#include "bot/networks/rss_cursor.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    std::string const text(reinterpret_cast<char const*>(data), size);
    auto const feeds = RssCursor::from(text).text();
    demand(RssCursor::from(feeds).text() == feeds);
    if (auto rounds = Rounds::from(text)) {
        auto const once = rounds->text();
        auto again = Rounds::from(once);
        demand(again && again->text() == once);
        auto const list = again->begin({"a", "b"}, bot::networks::Time{});
        again->finish(list, std::chrono::minutes(10));
        again->more();
    }
    return 0;
}
