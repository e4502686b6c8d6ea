#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/facets.h"
#include "bot/networks/compose.h"

namespace bot::networks {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t most_graphemes = 300, most_bytes = 3000, most_languages = 3;

/// Null if the facet is a mention nobody could resolve.
OrderedJson feature(Facet const& facet, std::map<std::string, std::string> const& dids) {
    if (facet.kind == Facet::Kind::link)
        return {{"$type", "app.bsky.richtext.facet#link"}, {"uri", facet.value}};
    if (facet.kind == Facet::Kind::tag)
        return {{"$type", "app.bsky.richtext.facet#tag"}, {"tag", facet.value}};
    auto const did = dids.find(facet.value);
    if (did == dids.end()) return nullptr;
    return {{"$type", "app.bsky.richtext.facet#mention"}, {"did", did->second}};
}

OrderedJson facets_of(BlueskyReply const& reply) {
    auto all = OrderedJson::array();
    for (auto const& facet : bluesky_facets(text::CodePoints(reply.text))) {
        auto marked = feature(facet, reply.dids);
        if (marked.is_null()) continue;
        OrderedJson entry;
        entry["index"] = {{"byteStart", facet.byte_start}, {"byteEnd", facet.byte_end}};
        entry["features"] = OrderedJson::array({std::move(marked)});
        all.push_back(std::move(entry));
    }
    return all;
}

OrderedJson reference(BlueskyRef const& to) {
    return {{"uri", to.uri}, {"cid", to.cid}};
}

OrderedJson record_of(BlueskyReply const& reply) {
    OrderedJson record{
        {"$type", "app.bsky.feed.post"}, {"text", reply.text}, {"createdAt", reply.created_at}};
    if (!reply.languages.empty()) {
        auto const most = std::min(reply.languages.size(), most_languages);
        record["langs"] =
            std::vector(reply.languages.begin(), reply.languages.begin() + static_cast<long>(most));
    }
    if (auto facets = facets_of(reply); !facets.empty()) record["facets"] = std::move(facets);
    record["reply"] = {{"root", reference(reply.root)}, {"parent", reference(reply.parent)}};
    return record;
}

}  // namespace

Counted count_bluesky(std::string_view words) {
    text::CodePoints const text(words);
    Counted counted;
    counted.limit = most_graphemes;
    counted.length = text::graphemes(text.text);
    counted.valid = acceptable(text, counted) && words.size() <= most_bytes;
    counted.facets = bluesky_facets(text);
    return counted;
}

Request bluesky_request(BlueskyReply const& reply) {
    OrderedJson const body{{"repo", reply.repo},
                           {"collection", "app.bsky.feed.post"},
                           {"rkey", reply.rkey},
                           {"record", record_of(reply)},
                           {"swapRecord", nullptr}};
    return {"POST",
            "/xrpc/com.atproto.repo.putRecord",
            {{"Content-Type", "application/json"}},
            body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace)};
}

}  // namespace bot::networks
