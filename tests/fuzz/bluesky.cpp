// What servers of the AT Protocol say: posts, events of the stream, a stored cursor; and what must hold of a
// post.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/event.h"
#include "bot/networks/bluesky/listener.h"
#include "bot/networks/bluesky/post.h"

namespace {

void demand(bool truth) {
    if (!truth) std::abort();
}

/// Text that any database takes.
void demand_text(std::optional<std::string> const& text) {
    if (!text) return;
    demand(!text->empty() && text->find('\0') == std::string::npos);
    nlohmann::json(*text).dump();  // Throws if it is not UTF-8.
}

void demand_post(bot::networks::BlueskyPost const& post) {
    auto const& found = post.found;
    demand(bot::networks::read_at_uri(found.native_id)->text() == found.native_id);
    for (auto const* field : {&found.author_id, &found.author_handle, &found.author_name, &found.language,
                              &found.url, &found.in_reply_to, &found.thread})
        demand_text(*field);
    demand_text(found.text);
    demand(found.url->starts_with("https://bsky.app/"));
    demand(post.root_uri.has_value() == post.root_cid.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const body = nlohmann::json::parse(bytes, nullptr, false);
    std::string why;
    if (auto const post = read_bluesky_post(body, "did:plc:awards", why)) demand_post(*post);
    if (body.is_object() && body.contains("posts") && body["posts"].is_array())
        for (auto const& view : body["posts"])
            if (auto const post = read_bluesky_post(view, "did:plc:awards", why)) demand_post(*post);
    BlueskyEvents events;
    if (auto const event = events.read(bytes)) {
        demand(event->time_us > 0);
        demand(event->kind != BlueskyEvent::Kind::post || read_at_uri(event->uri).has_value());
        nlohmann::json(event->text).dump();
    }
    if (auto const cursor = read_cursor<BlueskyCursor>(bytes))
        demand(read_cursor<BlueskyCursor>(cursor_text(*cursor)).has_value());
    if (auto const uri = read_at_uri(bytes)) demand(uri->text() == bytes);
    return 0;
}
