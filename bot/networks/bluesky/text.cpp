#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "bot/networks/bluesky/post.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

struct Link {
    std::size_t start, end;  // bytes of the text
    std::string address;
};

bool between_characters(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

std::optional<std::string> link_of(Json const& facet) {
    for (auto const& feature : json::list(facet, "features"))
        if (json::text(feature, "$type") == "app.bsky.richtext.facet#link")
            return json::address(feature, "uri");
    return std::nullopt;
}

std::string_view without_scheme(std::string_view address) {
    for (std::string_view const start : {"https://", "http://", "www."})
        if (address.starts_with(start)) address.remove_prefix(start.size());
    return address;
}

/// "example.org/a-long…" of "https://example.org/a-long-way".
bool is_shortened(std::string_view shown, std::string_view address) {
    for (std::string_view const end : {"…", "..."}) {
        if (!shown.ends_with(end)) continue;
        shown.remove_suffix(end.size());
        return without_scheme(address).starts_with(without_scheme(shown));
    }
    return false;
}

/// In the order of the text, those alone that can be put in.
std::vector<Link> shortened_links(Json const& record, std::string_view text) {
    std::vector<Link> links;
    for (auto const& facet : json::list(record, "facets")) {
        auto const& index = json::item(facet, "index");
        auto const start = json::whole(index, "byteStart"), end = json::whole(index, "byteEnd");
        auto address = link_of(facet);
        if (!start || !end || !address || *start < 0 || *start >= *end ||
            static_cast<std::uint64_t>(*end) > text.size())
            continue;
        auto const from = static_cast<std::size_t>(*start), to = static_cast<std::size_t>(*end);
        if (between_characters(text, from) && between_characters(text, to) &&
            is_shortened(text.substr(from, to - from), *address))
            links.push_back({from, to, std::move(*address)});
    }
    std::ranges::sort(links, {}, &Link::start);
    return links;
}

}  // namespace

std::optional<std::string> bluesky_text(Json const& record) {
    // The offsets count the bytes as the author sent them, so NUL is taken out afterwards.
    auto const& value = json::item(record, "text");
    if (!value.is_string()) return std::nullopt;
    auto const& text = value.get_ref<std::string const&>();
    std::string whole;
    std::size_t done = 0;
    for (auto const& link : shortened_links(record, text)) {
        if (link.start < done) continue;
        whole += text.substr(done, link.start - done) + link.address;
        done = link.end;
    }
    whole += text.substr(done);
    return json::text(Json(whole));
}

}  // namespace bot::networks
