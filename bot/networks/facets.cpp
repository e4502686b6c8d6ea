#include "bot/networks/facets.h"

#include <algorithm>

namespace bot::networks {

std::string_view name_of(Facet::Kind kind) {
    return kind == Facet::Kind::link ? "link" : kind == Facet::Kind::mention ? "mention" : "tag";
}

Facet facet(Facet::Kind kind, text::CodePoints const& text, text::Span place, std::string value) {
    return {kind, text.bytes[place.begin], text.bytes[place.end], std::move(value)};
}

std::vector<Facet> link_facets(text::CodePoints const& text, std::vector<text::Link> const& links) {
    std::vector<Facet> facets;
    for (auto const& [place, has_scheme] : links) {
        auto const address =
            text::utf8(std::u32string_view(text.text).substr(place.begin, place.end - place.begin));
        facets.push_back(facet(Facet::Kind::link, text, place, has_scheme ? address : "https://" + address));
    }
    return facets;
}

std::vector<Facet> in_order(std::vector<Facet> facets) {
    std::ranges::sort(facets, [](Facet const& one, Facet const& other) {
        return one.byte_start != other.byte_start ? one.byte_start < other.byte_start
                                                  : one.byte_end > other.byte_end;
    });
    std::size_t end = 0;
    std::erase_if(facets, [&](Facet const& facet) {
        if (facet.byte_start < end) return true;
        end = facet.byte_end;
        return false;
    });
    return facets;
}

bool acceptable(text::CodePoints const& text, Counted const& counted) {
    return text.sound && !text::blank(text.text) && (counted.limit == 0 || counted.length <= counted.limit);
}

}  // namespace bot::networks
