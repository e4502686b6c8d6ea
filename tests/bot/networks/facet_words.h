#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/compose.h"

namespace test {

inline std::string times(std::string_view text, int count) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

/// What the facets of one kind ("link", "mention", "tag") cut out of the text.
inline std::vector<std::string> marked(std::string_view text, bot::networks::Counted const& counted,
                                       std::string_view kind) {
    std::vector<std::string> words;
    for (auto const& facet : counted.facets)
        if (name_of(facet.kind) == kind)
            words.emplace_back(text.substr(facet.byte_start, facet.byte_end - facet.byte_start));
    return words;
}

}  // namespace test
