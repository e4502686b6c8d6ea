#include <unicode/uchar.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"
#include "bot/text/hosts.h"

namespace bot::networks {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t most_graphemes = 300, most_bytes = 3000, most_languages = 3;

constexpr std::size_t longest_tag = 64;  // UTF-16 units

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool space(char32_t c) {
    return text::white_space(c) || c == 0xFEFF;
}

bool letter_or_digit(char32_t c) {
    return text::ascii_letter(c) || text::ascii_digit(c);
}

bool in_host(char32_t c) {
    return letter_or_digit(c) || c == U'.' || c == U'-';
}

template <class Test>
std::size_t behind(std::u32string_view text, std::size_t from, Test test) {
    while (from < text.size() && test(text[from])) ++from;
    return from;
}

/// Labels of letters, digits and inner hyphens, the last one a TLD.
bool is_domain(std::u32string_view name) {
    auto const dot = name.rfind(U'.');
    if (dot == name.npos || !text::is_tld(name.substr(dot + 1))) return false;
    for (std::size_t from = 0; from <= name.size();) {
        auto const end = std::min(name.find(U'.', from), name.size());
        if (end == from || name[from] == U'-' || name[end - 1] == U'-') return false;
        from = end + 1;
    }
    return true;
}

bool begins_word(std::u32string_view text, std::size_t at) {
    return at == 0 || space(text[at - 1]);
}

bool begins_word_or_bracket(std::u32string_view text, std::size_t at) {
    return begins_word(text, at) || text[at - 1] == U'(';
}

bool opens_bracket(char32_t c) {
    auto const type = u_charType(static_cast<UChar32>(c));
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

std::vector<text::Span> bluesky_mentions(std::u32string_view all) {
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at] != U'@' || !begins_word_or_bracket(all, at)) continue;
        auto end = behind(all, at + 1, in_host);
        if (end < all.size() && all[end] == U'_') continue;
        while (end > at + 1 && !letter_or_digit(all[end - 1])) --end;
        auto const handle = all.substr(at + 1, end - at - 1);
        if (is_domain(handle) || (handle.ends_with(U".test") && handle.size() > 5))
            found.push_back({at, end});
    }
    return found;
}

/// Where an address ends: before the marks that close a sentence, and before a bracket it did not open.
std::size_t trimmed(std::u32string_view text, std::size_t begin, std::size_t end) {
    for (; end > begin; --end) {
        auto const address = text.substr(begin, end - begin);
        bool const stray =
            address.back() == U')' && std::ranges::count(address, U')') > std::ranges::count(address, U'(');
        if (!stray && !one_of(address.back(), U".,;:!?'\"’”»…。，、！？；：）」』")) break;
    }
    return end;
}

/// Where the host of an address ends, in letters of any script.
std::size_t host_end_of(std::u32string_view all, std::size_t from) {
    auto const last = [&](std::size_t end) {
        // The dot or hyphen before a path, a port or the end of a sentence is none of the domain.
        while (end > from && one_of(all[end - 1], U".-")) --end;
        return end;
    };
    auto const ascii = last(behind(all, from, in_host));
    auto const any =
        last(behind(all, from, [](char32_t c) { return in_host(c) || text::letter_or_mark(c); }));
    // Words may follow without a blank: then what is before them is a domain, and both together are none.
    bool const words_follow =
        is_domain(all.substr(from, ascii - from)) && !is_domain(all.substr(from, any - from));
    return words_follow ? ascii : any;
}

/// Whether an address may go on there, behind its host: a path, a query, a port.
bool goes_on(std::u32string_view all, std::size_t at) {
    if (at >= all.size()) return false;
    if (all[at] == U':') return at + 1 < all.size() && text::ascii_digit(all[at + 1]);
    return one_of(all[at], U"/?#@[");
}

std::vector<text::Link> bluesky_links(std::u32string_view all) {
    std::vector<text::Link> found;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (!text::ascii_letter(all[at])) continue;
        auto const start = text::lower_ascii(all.substr(at, 8));
        std::size_t const scheme = start == U"https://" ? 8 : start.starts_with(U"http://") ? 7 : 0;
        bool const in_brackets = scheme > 0 && at > 0 && opens_bracket(all[at - 1]);
        if (!begins_word_or_bracket(all, at) && !in_brackets) continue;
        auto const token = behind(all, at, [](char32_t c) { return !space(c); });
        auto const host_end = host_end_of(all, at + scheme);
        if (scheme == 0 && !is_domain(all.substr(at, host_end - at))) continue;
        // What else stands behind a host ("'s", a closing bracket) is none of the address.
        auto const end = goes_on(all, host_end) ? trimmed(all, at, token) : host_end;
        if (end > at + scheme) found.push_back({{at, end}, scheme > 0});
        at = std::max(at, end - 1);
    }
    return found;
}

std::size_t utf16_units(std::u32string_view text) {
    return text.size() +
           static_cast<std::size_t>(std::ranges::count_if(text, [](char32_t c) { return c > 0xFFFF; }));
}

std::vector<text::Span> bluesky_tags(std::u32string_view all) {
    auto const in_tag = [](char32_t c) {
        return !space(c) && !one_of(c, U"\u00AD\u2060\u200A\u200B\u200C\u200D\u20E2");
    };
    auto const meaning = [](char32_t c) { return !text::ascii_digit(c) && !text::punctuation(c); };
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (!one_of(all[at], U"#＃") || !begins_word(all, at)) continue;
        auto end = behind(all, at + 1, in_tag);
        auto name = all.substr(at + 1, end - at - 1);
        if (name.starts_with(U'\uFE0F') || std::ranges::none_of(name, meaning)) continue;
        while (text::punctuation(name.back())) name.remove_suffix(1);
        end = at + 1 + name.size();
        if (utf16_units(name) <= longest_tag) found.push_back({at, end});
    }
    return found;
}

/// "$ACME": up to five letters and digits, the first a letter.
std::vector<Facet> bluesky_cashtags(text::CodePoints const& text) {
    constexpr std::size_t longest_ticker = 5;
    std::u32string_view const all = text.text;
    std::vector<Facet> found;
    for (std::size_t at = 0; at + 1 < all.size(); ++at) {
        if (all[at] != U'$' || !begins_word_or_bracket(all, at) || !text::ascii_letter(all[at + 1])) continue;
        auto const end = behind(all, at + 1, letter_or_digit);
        bool const ends = end == all.size() || space(all[end]) || one_of(all[end], U".,;:!?)\"'’");
        if (!ends || end - at - 1 > longest_ticker) continue;
        auto ticker = text::utf8(all.substr(at, end - at));
        std::ranges::transform(ticker, ticker.begin(), [](unsigned char c) { return std::toupper(c); });
        found.push_back({Facet::Kind::tag, text.bytes[at], text.bytes[end], std::move(ticker)});
    }
    return found;
}

/// What Bluesky's own application would mark in a text (a record without facets shows plain words): links
/// with scheme and bare domains, @handles, #tags and $tags. More careful than it with what ends a link.
std::vector<Facet> bluesky_facets(text::CodePoints const& text) {
    return in_order({named_facets(Facet::Kind::mention, text, bluesky_mentions(text.text)),
                     link_facets(text, bluesky_links(text.text)),
                     named_facets(Facet::Kind::tag, text, bluesky_tags(text.text)), bluesky_cashtags(text)});
}

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
    return json_request("/xrpc/com.atproto.repo.putRecord", body);
}

}  // namespace bot::networks
