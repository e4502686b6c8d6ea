#include <unicode/uchar.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"

// The rules are those of Mastodon's own check of a status, which other servers follow or are laxer than.
namespace bot::networks {
namespace {

/// A character of a word of any script, and the underscore.
bool word(char32_t c) {
    auto const mask = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK | U_GC_PC_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

bool in_name(char32_t c) {
    return text::ascii_letter(c) || text::ascii_digit(c) || c == U'_';
}

bool dot_or_dash(char32_t c) {
    return c == U'.' || c == U'-';
}

/// A run of `inner` characters and of dots and dashes from there on, that ends with an inner one.
template <class Inner>
std::size_t behind(std::u32string_view text, std::size_t from, Inner inner) {
    auto best = from;
    for (auto at = from; at < text.size() && (inner(text[at]) || dot_or_dash(text[at])); ++at)
        if (inner(text[at])) best = at + 1;
    return best;
}

struct Mention {
    text::Span place;
    std::size_t name_end;  // without the domain
};

std::vector<Mention> mentions(std::u32string_view text) {
    std::vector<Mention> found;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        bool const part_of_more =
            at > 0 && (word(text[at - 1]) || text[at - 1] == U'/' || text[at - 1] == U'=');
        if (text[at] != U'@' || part_of_more || !in_name(text[at + 1])) continue;
        auto const name_end = behind(text, at + 1, in_name);
        auto end = name_end;
        if (end < text.size() && text[end] == U'@') {
            auto const domain_end = behind(text, end + 1, word);
            if (domain_end > end + 2) end = domain_end;
        }
        bool const goes_on =
            end < text.size() && (text[end] == U'@' || text[end] == U'＠' || text::latin_accent(text[end]) ||
                                  text.substr(end, 3) == U"://");
        if (!goes_on) found.push_back({{at, end}, name_end});
        at = end - 1;
    }
    return found;
}

std::vector<text::Span> tags(std::u32string_view text) {
    auto const inner = [](char32_t c) { return word(c) || c == 0xB7 || c == 0x30FB || c == 0x200C; };
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != U'#' && text[at] != U'＃') continue;
        if (at > 0 && (word(text[at - 1]) ||
                       std::u32string_view(U"/)=").find(text[at - 1]) != std::u32string_view::npos))
            continue;
        auto end = at + 1;
        while (end < text.size() && inner(text[end])) ++end;
        while (end > at + 1 && !word(text[end - 1])) --end;
        auto const name = text.substr(at + 1, end - at - 1);
        if (std::ranges::any_of(name, [](char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }))
            found.push_back({at, end});
        at = std::max(at, end - 1);
    }
    return found;
}

/// What is counted instead of the text.
std::u32string shortened(std::u32string_view text, std::vector<text::Link> const& links,
                         std::vector<Mention> const& named, std::size_t per_url) {
    std::u32string counted;
    auto link = links.begin();
    auto mention = named.begin();
    for (std::size_t at = 0; at < text.size();) {
        while (mention != named.end() && mention->place.begin < at) ++mention;
        while (link != links.end() && link->place.begin < at) ++link;
        if (link != links.end() && link->place.begin == at) {
            counted.append(per_url, U'x');
            at = link->place.end;
        } else if (mention != named.end() && mention->place.begin == at) {
            counted += text.substr(at, mention->name_end - at);
            at = mention->place.end;
        } else {
            counted += text[at++];
        }
    }
    return counted;
}

}  // namespace

Counted count_mastodon(std::string_view words, MastodonLimits const& limits) {
    text::CodePoints const text(words);
    auto const links = text::find_links(text.text, text::mastodon_links());
    auto const named = mentions(text.text);
    Counted counted;
    counted.limit = limits.characters;
    counted.length = text::graphemes(shortened(text.text, links, named, limits.per_url));
    counted.valid = acceptable(text, counted);
    std::vector<text::Span> places;
    for (auto const& mention : named) places.push_back(mention.place);
    counted.facets = in_order({link_facets(text, links), named_facets(Facet::Kind::mention, text, places),
                               named_facets(Facet::Kind::tag, text, tags(text.text))});
    return counted;
}

std::string mastodon_status(std::string_view words, std::string_view acct) {
    std::string const text(words);
    if (acct.empty()) return text;
    auto const facets = count_mastodon(text).facets;
    auto const there = std::ranges::any_of(facets, [&](Facet const& facet) {
        return facet.kind == Facet::Kind::mention && text::lower_ascii(text::CodePoints(facet.value).text) ==
                                                         text::lower_ascii(text::CodePoints(acct).text);
    });
    return there ? text : "@" + std::string(acct) + " " + text;
}

Request mastodon_request(MastodonReply const& reply) {
    nlohmann::ordered_json body{
        {"status", reply.text}, {"in_reply_to_id", reply.parent_id}, {"visibility", reply.visibility}};
    if (reply.language) body["language"] = *reply.language;
    return json_request("/api/v1/statuses", body, {{"Idempotency-Key", reply.idempotency_key}});
}

}  // namespace bot::networks
