// A place in a network that was stored, perhaps by another version: what is read of it is written the same
// again.
#include "bot/networks/feeds/feeds.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/mastodon/sources.h"
#include "bot/networks/search/timed_search.h"
#include "tests/fuzz/post.h"

namespace {

/// `fresh` is what it is read on top of.
template <class Cursor>
void is_written_as_read(std::string const& text, Cursor const& fresh) {
    using bot::networks::cursor_text, bot::networks::read_cursor;
    auto const read = read_cursor(text, fresh);
    if (!read) return;
    auto const once = cursor_text(*read);
    auto const again = read_cursor(once, fresh);
    demand(again && cursor_text(*again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    constexpr std::size_t remembered = 600;
    std::string const text(reinterpret_cast<char const*>(data), size);
    is_written_as_read(text, RssCursor());
    is_written_as_read(text, LemmyCursor(remembered));
    is_written_as_read(text, MastodonCursor(remembered));
    is_written_as_read(text, TimedSearch());
    if (auto search = read_cursor<TimedSearch>(text)) {
        auto const list = search->begin({"a", "b"}, bot::networks::Time{});
        search->finish(list, std::chrono::minutes(10));
        search->more();
    }
    return 0;
}
