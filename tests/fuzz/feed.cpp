// Anybody's feed: RSS, Atom, JSON Feed, in any encoding. The first byte chooses what HTTP said of the
// encoding.
#include "bot/networks/feeds/feed.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const* const charset = bytes.front() == 'k' ? "koi8-r" : bytes.front() == 'n' ? "no-such" : "";
    std::string why;
    auto const feed = bot::networks::read_feed(bytes, charset, "https://otter.example/blog/feed.xml", why);
    if (!feed) {
        demand(!why.empty());
        return 0;
    }
    for (auto const& post : feed->posts) demand_post(post);
    for (auto const& id : feed->gone) demand_text(id);
    return 0;
}
