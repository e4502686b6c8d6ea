// What a server with Mastodon's API may say: statuses, lists, itself, a stream; and a stored cursor.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/compose.h"
#include "bot/networks/mastodon/instance.h"
#include "bot/networks/mastodon/sources.h"
#include "bot/networks/mastodon/status.h"
#include "bot/transport/event_parser.h"
#include "tests/fuzz/post.h"

namespace {

using namespace bot::networks;
using Kind = MastodonSource::Kind;

void read_status(nlohmann::json const& value) {
    if (auto const read = read_mastodon_status(value, "meadow.example")) {
        if (!read->post.text.empty()) demand_post(read->post);
        demand(!read->id.empty() && !read->acct.empty());
    }
    mentions_account(value, "1");
}

void read_list(nlohmann::json const& value, Kind kind) {
    MastodonSource const source{kind, "x", "x"};
    try {
        MastodonWatermark mark;
        auto const items = items_of(source, value, "fuzz");
        for (auto const& item : items) read_status(*item.status);
        advance(source, mark, items, {true, false, bot::Time(std::chrono::milliseconds(1))});
        call_for(source, mark);
    } catch (NetworkError const& error) {
        demand(error.error_class == NetworkError::Class::theirs);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const value = nlohmann::json::parse(bytes, nullptr, false);
    read_status(value);
    for (auto const kind : {Kind::hashtag, Kind::search, Kind::mentions}) read_list(value, kind);
    MastodonInstance instance;
    take_instance(instance, value);
    demand(instance.limits.characters > 0 && instance.limits.per_url > 0);
    nodeinfo_path(value);
    limit_in(bytes, 500);
    same_words(bytes, "@a https://awards.example.org/n/abcd");
    bot::transport::EventParser whole(4096), cut(4096);
    auto const one = whole.feed(bytes);
    auto two = cut.feed(bytes.substr(0, size / 2));
    for (auto& event : cut.feed(bytes.substr(size / 2))) two.push_back(std::move(event));
    demand(one.size() == two.size());
    if (auto const cursor = read_cursor(bytes, MastodonCursor(50)))
        demand(cursor_text(*read_cursor(cursor_text(*cursor), MastodonCursor(50))) == cursor_text(*cursor));
    return 0;
}
