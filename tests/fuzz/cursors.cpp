// A place in a network that was stored, perhaps by another version: what is read of it is written the same
// again.
#include "bot/networks/feeds/cursor.h"
#include "bot/networks/lemmy/cursor.h"
#include "bot/networks/mastodon/cursor.h"
#include "bot/networks/search/rounds.h"
#include "tests/fuzz/post.h"

namespace {

template <class Cursor>
void is_written_as_read(std::optional<Cursor> const& read, auto from) {
    if (!read) return;
    auto const once = read->text();
    auto const again = from(once);
    demand(again && again->text() == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    constexpr std::size_t remembered = 600;
    std::string const text(reinterpret_cast<char const*>(data), size);
    auto const check = [&](auto from) { is_written_as_read(from(text), from); };
    check([](std::string const& stored) { return std::optional(RssCursor::from(stored)); });
    check([](std::string const& stored) { return LemmyCursor::from(stored, remembered); });
    check([](std::string const& stored) { return MastodonCursor::from(stored, remembered); });
    check(Rounds::from);
    if (auto rounds = Rounds::from(text)) {
        auto const list = rounds->begin({"a", "b"}, bot::networks::Time{});
        rounds->finish(list, std::chrono::minutes(10));
        rounds->more();
    }
    return 0;
}
