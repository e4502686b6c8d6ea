#include <unicode/uchar.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"
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

constexpr std::size_t longest_name = 20, longest_list = 25;

bool one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool in_name(char32_t c) {
    return text::ascii_letter(c) || text::ascii_digit(c) || c == U'_';
}

bool in_tag(char32_t c) {
    return text::letter_or_mark(c) || u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER ||
           one_of(c,
                  U"_\u200C\u200D\uA67E\u05BE\u05F3\u05F4\uFF5E\u301C\u309B\u309C\u30A0\u30FB\u3003\u0F0B"
                  U"\u0F0C\u00B7");
}

/// The first place from there on where `test` does not hold, `most` further at most.
template <class Test>
std::size_t behind(std::u32string_view text, std::size_t from, std::size_t most, Test test) {
    auto const end = from + std::min(most, text.size() - from);
    while (from < end && test(text[from])) ++from;
    return from;
}

bool after_retweet(std::u32string_view text, std::size_t at) {
    if (at > 0 && text[at - 1] == U':') --at;
    if (at < 2 || text::lower_ascii(text.substr(at - 2, 2)) != U"rt") return false;
    return at == 2 || !(in_name(text[at - 3]) || one_of(text[at - 3], U"+~.-"));
}

bool mention_may_begin(std::u32string_view text, std::size_t at) {
    if (at == 0) return true;
    auto const before = text[at - 1];
    return !(in_name(before) || one_of(before, U"!#$%&*@＠")) || after_retweet(text, at);
}

bool tag_may_begin(std::u32string_view text, std::size_t at) {
    if (at == 0) return true;
    auto const before = text[at - 1];
    return before == 0xFE0E || before == 0xFE0F || !(in_tag(before) || before == U'&');
}

bool scheme_follows(std::u32string_view text, std::size_t at) {
    return text.substr(std::min(at, text.size()), 3) == U"://";
}

/// @names and #tags as X makes links of them, with their sign. A list ("@name/list") is no mention.
std::vector<text::Span> x_mentions(std::u32string_view text) {
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!one_of(text[at], U"@＠") || !mention_may_begin(text, at)) continue;
        auto const end = behind(text, at + 1, longest_name, in_name);
        if (end == at + 1) continue;
        bool const list = end + 1 < text.size() && text[end] == U'/' && text::ascii_letter(text[end + 1]);
        auto const all =
            list ? behind(text, end + 1, longest_list, [](char32_t c) { return in_name(c) || c == U'-'; })
                 : end;
        bool const more = all < text.size() && (one_of(text[all], U"@＠") || text::latin_accent(text[all]));
        if (!list && !more && !scheme_follows(text, all)) found.push_back({at, end});
        at = all - 1;
    }
    return found;
}

std::vector<text::Span> x_tags(std::u32string_view text) {
    std::vector<text::Span> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!one_of(text[at], U"#＃") || !tag_may_begin(text, at)) continue;
        auto const end = behind(text, at + 1, text.size(), in_tag);
        if (end == at + 1 || one_of(text[at + 1], U"\uFE0F\u20E3")) continue;
        auto const name = text.substr(at + 1, end - at - 1);
        bool const more = end < text.size() && one_of(text[end], U"#＃");
        if (std::ranges::any_of(name, text::letter_or_mark) && !more && !scheme_follows(text, end))
            found.push_back({at, end});
        at = end - 1;
    }
    return found;
}

}  // namespace

Counted count_x(std::string_view words) {
    text::CodePoints const text(words);
    Counted counted;
    counted.limit = limit;
    counted.length = weighted(text::nfc(text.text));
    counted.valid = acceptable(text, counted) && std::ranges::none_of(text.text, refused);
    counted.facets = in_order({link_facets(text, text::find_links(text.text, text::x_links())),
                               named_facets(Facet::Kind::mention, text, x_mentions(text.text)),
                               named_facets(Facet::Kind::tag, text, x_tags(text.text))});
    return counted;
}

Request x_request(std::string_view text, std::string_view parent_id) {
    nlohmann::ordered_json const body{{"text", text}, {"reply", {{"in_reply_to_tweet_id", parent_id}}}};
    return json_request("/2/tweets", body);
}

}  // namespace bot::networks
