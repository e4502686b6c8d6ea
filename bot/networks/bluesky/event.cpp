#include "bot/networks/bluesky/event.h"

#include <simdjson.h>

#include <algorithm>

#include "bot/networks/bluesky/post.h"
#include "bot/text/mend.h"

namespace bot::networks {
namespace {

using Element = simdjson::dom::element;
using Kind = BlueskyEvent::Kind;

std::string_view text(Element const& value, char const* key) {
    std::string_view found;
    return value[key].get(found) == simdjson::SUCCESS ? found : std::string_view();
}

/// An element that has nothing in it if the key is absent.
std::optional<Element> item(Element const& value, char const* key) {
    Element found;
    return value[key].get(found) == simdjson::SUCCESS ? std::optional(found) : std::nullopt;
}

std::string without_nul(std::string_view words) {
    std::string clean(words);
    std::erase(clean, '\0');
    return clean;
}

void read_record(Element const& record, BlueskyEvent& event) {
    event.text = without_nul(text(record, "text"));
    auto const langs = item(record, "langs");
    std::string_view first;
    if (langs && langs->at(0).get(first) == simdjson::SUCCESS && !first.empty())
        event.language = without_nul(first);
}

void read_commit(Element const& commit, BlueskyEvent& event) {
    auto const uri = read_at_uri("at://" + event.did + "/" + std::string(text(commit, "collection")) + "/" +
                                 std::string(text(commit, "rkey")));
    if (!uri || !uri->is_post()) return;
    auto const operation = text(commit, "operation");
    event.uri = uri->text();
    event.rev = without_nul(text(commit, "rev"));
    if (operation == "delete") event.kind = Kind::gone;
    if (operation != "create" && operation != "update") return;
    event.kind = Kind::post;
    if (auto const record = item(commit, "record")) read_record(*record, event);
}

/// Deactivated accounts come back; until then their posts are not shown either.
bool is_gone(Element const& account) {
    bool active = true;
    return account["active"].get(active) == simdjson::SUCCESS && !active;
}

}  // namespace

struct BlueskyEvents::Parser {
    simdjson::dom::parser parser;
    std::string room;  // for a frame that is mended
};

BlueskyEvents::BlueskyEvents() : parser_(std::make_unique<Parser>()) {}
BlueskyEvents::~BlueskyEvents() = default;

std::optional<BlueskyEvent> BlueskyEvents::read(std::string_view frame) {
    Element root;
    auto const sound = text::mended_json(frame, parser_->room);
    if (parser_->parser.parse(sound.data(), sound.size(), true).get(root) != simdjson::SUCCESS)
        return std::nullopt;
    BlueskyEvent event;
    event.did = without_nul(text(root, "did"));
    if (root["time_us"].get(event.time_us) != simdjson::SUCCESS || event.time_us <= 0 ||
        !event.did.starts_with("did:"))
        return std::nullopt;
    auto const kind = text(root, "kind");
    if (auto const commit = item(root, "commit"); commit && kind == "commit") read_commit(*commit, event);
    if (auto const account = item(root, "account"); account && kind == "account" && is_gone(*account))
        event.kind = Kind::account_gone;
    return event;
}

}  // namespace bot::networks
