#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"
#include "bot/networks/x/names.h"
#include "bot/text/code_points.h"

// The rules are twitter-text's, configuration 3: shared by X's own applications and its server.
namespace bot::networks {
namespace {

constexpr std::size_t limit = 280, per_url = 23;

bool light(char32_t c) {
    return c <= 0x10FF || (c >= 0x2000 && c <= 0x200D) || (c >= 0x2010 && c <= 0x201F) ||
           (c >= 0x2032 && c <= 0x2037);
}

bool refused(char32_t c) {
    return c == 0xFFFE || c == 0xFEFF || c == 0xFFFF;
}

std::size_t weighted(std::u32string_view text) {
    auto const links = text::find_links(text, text::x_links());
    auto link = links.begin();
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (link != links.end() && link->place.begin == at) {
            length += per_url;
            at = link++->place.end;
        } else if (auto const emoji = text::emoji_at(text, at)) {
            length += 2;
            at += emoji;
        } else {
            length += light(text[at++]) ? 1 : 2;
        }
    }
    return length;
}

}  // namespace

Counted count_x(std::string_view words) {
    text::CodePoints const text(words);
    Counted counted;
    counted.limit = limit;
    counted.length = weighted(text::nfc(text.text));
    counted.valid = acceptable(text, counted) && std::ranges::none_of(text.text, refused);
    counted.facets = link_facets(text, text::find_links(text.text, text::x_links()));
    for (auto const& place : x_mentions(text.text))
        counted.facets.push_back(facet(Facet::Kind::mention, text, place, name_in(text.text, place)));
    for (auto const& place : x_tags(text.text))
        counted.facets.push_back(facet(Facet::Kind::tag, text, place, name_in(text.text, place)));
    counted.facets = in_order(std::move(counted.facets));
    return counted;
}

Request x_request(std::string_view text, std::string_view parent_id) {
    using Json = nlohmann::ordered_json;
    Json const body{{"text", text}, {"reply", {{"in_reply_to_tweet_id", parent_id}}}};
    return {"POST",
            "/2/tweets",
            {{"Content-Type", "application/json"}},
            body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace bot::networks
