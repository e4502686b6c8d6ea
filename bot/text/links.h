#pragma once

#include <string_view>
#include <vector>

#include "bot/text/code_points.h"

namespace bot::text {

/// Which characters an address may have behind its host. An ending one may be the last: what comes after the
/// last of them ("." of a sentence, ",") is not part of the address.
struct LinkRules {
    bool bare_domains;  // also "example.org" without a scheme
    std::vector<std::u32string_view> schemes;
    bool (*path)(char32_t);
    bool (*path_ending)(char32_t);
    bool (*query)(char32_t);
    bool (*query_ending)(char32_t);
};
/// As X finds them (twitter-text), and as Mastodon does, which took its rules from there.
LinkRules const& x_links();
LinkRules const& mastodon_links();

struct Link {
    Span place;
    bool has_scheme;
};

/// In order. A host is labels and a known TLD; parentheses belong to a path if they close again, at most one
/// inside another.
std::vector<Link> find_links(std::u32string_view text, LinkRules const& rules);

/// Letters like é that belong to a name written in Latin letters.
bool latin_accent(char32_t c);

}  // namespace bot::text
