// What an operator may write, counted for each network: facets lie in the text, requests are JSON and come
// back.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"

namespace {

using namespace bot::networks;

void demand(bool truth) {
    if (!truth) std::abort();
}

bool starts_character(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void demand_counted(Counted const& counted, std::string_view text) {
    demand(!counted.valid || (counted.length > 0 && (counted.limit == 0 || counted.length <= counted.limit)));
    std::size_t end = 0;
    for (auto const& facet : counted.facets) {
        demand(facet.byte_start >= end && facet.byte_start < facet.byte_end && facet.byte_end <= text.size());
        if (counted.valid)
            demand(starts_character(text, facet.byte_start) && starts_character(text, facet.byte_end));
        demand(!facet.value.empty());
        nlohmann::json(facet.value).dump();  // Throws if it is not UTF-8.
        end = facet.byte_end;
    }
}

void demand_kept(Request const& request) {
    demand(nlohmann::json::parse(request.body, nullptr, false).is_object());
    auto const again = read_request(text_of(request));
    demand(again && again->body == request.body && again->headers == request.headers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const text(reinterpret_cast<char const*>(data), size);
    for (auto const count :
         {count_x, count_bluesky, count_lemmy, count_reddit, count_archive, count_unlimited})
        demand_counted(count(text), text);
    demand_counted(count_mastodon(text), text);
    demand_kept(x_request(text, "1"));
    BlueskyReply reply{"did", "rkey", "now", text, {"en"}, {"a", "b"}, {"c", "d"}};
    for (auto const& facet : count_bluesky(text).facets) reply.dids[facet.value] = "did";
    demand_kept(bluesky_request(reply));
    demand_kept(
        mastodon_request({mastodon_status(text, "ana@example.social"), "1", "key", "unlisted", "en"}));
    demand_kept(lemmy_request({text, 1, 2, {}}));
    if (auto const request = read_request(text)) {
        auto const once = text_of(*request);
        demand(read_request(once).has_value() && text_of(*read_request(once)) == once);
    }
    return 0;
}
