#pragma once

#include <string_view>
#include <vector>

#include "bot/text/code_points.h"

// Which parts of a text a network will make a link of: they count differently, and what X takes for one costs
// 23 characters.
namespace bot::text {

/// Which characters an address may have behind its host. An ending one may be the last: what comes after the
/// last of them ("." of a sentence, ",") is not part of the address.
struct LinkRules {
    bool bare_domains;  // also "example.org" without a scheme
    /// A path may end with parentheses only behind what may be the last itself: "/a(b)", but not "/a](b)".
    bool strict_parentheses;
    std::vector<std::u32string_view> schemes;
    // Of the path and the query each: may it stand there, may it be the last.
    bool (*path)(char32_t);
    bool (*path_ending)(char32_t);
    bool (*query)(char32_t);
    bool (*query_ending)(char32_t);
};
/// As X finds them (twitter-text), and as Mastodon does, which took its rules from there.
LinkRules const& x_links();
LinkRules const& mastodon_links();

/// An address in a text, from its scheme (or host) to the last character that belongs to it.
struct Link {
    Span place;
    bool has_scheme;  // else a bare domain
};

/// In order. A host is labels and a known TLD; parentheses belong to a path if they close again, at most one
/// inside another.
std::vector<Link> find_links(std::u32string_view text, LinkRules const& rules);

/// Letters like é that belong to a name written in Latin letters.
bool latin_accent(char32_t c);

}  // namespace bot::text
