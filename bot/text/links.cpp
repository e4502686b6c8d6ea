#include "bot/text/links.h"

#include <algorithm>

#include "bot/text/hosts.h"

namespace bot::text {
namespace {

constexpr std::size_t longest_address = 4096, longest_short_code = 40;

bool stands_in(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool cyrillic(char32_t c) {
    return c >= 0x400 && c <= 0x4FF;
}

// Beyond ASCII: all but surrogates, the non-characters and the language tags.
bool beyond_ascii(char32_t c) {
    return c >= 0xA0 && (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF) &&
           !(c >= 0xE0000 && c <= 0xE0FFF);
}

bool may_precede(char32_t c) {
    return !ascii_letter_or_digit(c) && !stands_in(c, U"@＠$#＃\uFFFE\uFEFF\uFFFF");
}

/// Reads one address from its host on.
class Reader {
public:
    Reader(std::u32string_view text, LinkRules const& rules) : text_(text), rules_(rules) {}

    std::size_t scheme(std::size_t at) const {
        for (auto const& name : rules_.schemes) {
            auto const after = text_.substr(std::min(at + name.size(), text_.size()), 3);
            if (lower_ascii(text_.substr(at, name.size())) == name && after == U"://")
                return at + name.size() + 3;
        }
        return at;
    }
    std::size_t port(std::size_t at) const {
        auto end = at + 1;
        while (is(end, ascii_digit)) ++end;
        return is(at, [](char32_t c) { return c == U':'; }) && end > at + 1 ? end : at;
    }
    std::size_t path(std::size_t at) const {
        if (at >= text_.size() || text_[at] != U'/') return at;
        auto best = at + 1;
        for (auto next = at + 1; next < text_.size();) {
            if (auto const closed = parentheses(next); closed > next) {
                if (!rules_.strict_parentheses || best == next) best = closed;
                next = closed;
                continue;
            }
            if (!rules_.path(text_[next])) break;
            ++next;
            if (rules_.path_ending(text_[next - 1])) best = next;
        }
        return best;
    }
    std::size_t query(std::size_t at) const {
        if (at >= text_.size() || text_[at] != U'?') return at;
        auto best = at;
        for (auto next = at + 1; is(next, rules_.query); ++next)
            if (rules_.query_ending(text_[next])) best = next + 1;
        return best;
    }

private:
    template <class Test>
    bool is(std::size_t at, Test test) const {
        return at < text_.size() && test(text_[at]);
    }
    std::size_t run(std::size_t at) const {
        while (is(at, rules_.path)) ++at;
        return at;
    }
    /// Behind the parenthesis that closes the one here: something inside, or one more pair with something in
    /// it.
    std::size_t parentheses(std::size_t at) const {
        auto const open = [](char32_t c) { return c == U'('; };
        auto const close = [](char32_t c) { return c == U')'; };
        if (!is(at, open)) return at;
        auto next = run(at + 1);
        if (is(next, close)) return next > at + 1 ? next + 1 : at;
        if (!is(next, open)) return at;
        auto const inner = run(next + 1);
        if (inner == next + 1 || !is(inner, close)) return at;
        next = run(inner + 1);
        return is(next, close) ? next + 1 : at;
    }

    std::u32string_view const text_;
    LinkRules const& rules_;
};

/// An address with all that belongs to it.
struct Found {
    Span place;
    std::size_t host, host_end;
    bool has_path;
};

/// Of X's own short addresses only the code and a query count. Empty if the code is too long to be one.
Span short_address(std::u32string_view text, Reader const& reader, Found const& found) {
    auto const host = lower_ascii(text.substr(found.host, found.host_end - found.host));
    auto const slash = found.host_end;
    if (host != U"t.co" || slash >= found.place.end || text[slash] != U'/') return found.place;
    auto end = slash + 1;
    while (end < found.place.end && ascii_letter_or_digit(text[end])) ++end;
    if (end == slash + 1) return found.place;
    if (end - slash - 1 > longest_short_code) return {};
    return {found.place.begin, reader.query(end)};
}

/// What one host and all that belongs to it is worth: a link, several, or none.
std::vector<Link> links_of(std::u32string_view text, Reader const& reader, Found const& found, bool bare) {
    auto const name = text.substr(found.host, found.host_end - found.host);
    if (found.place.end - found.place.begin > longest_address || !registrable(name)) return {};
    if (found.host > found.place.begin) {
        auto const place = short_address(text, reader, found);
        return place.end > place.begin ? std::vector<Link>{{place, true}} : std::vector<Link>{};
    }
    bool const continues = found.place.begin > 0 && stands_in(text[found.place.begin - 1], U"-_./");
    if (!bare || continues) return {};
    std::vector<Link> links;
    for (auto const& [from, to] : latin_hosts(name))
        links.push_back({{found.host + from, found.host + to}, false});
    if (!links.empty() && found.has_path) links.back().place.end = found.place.end;
    return links;
}

}  // namespace

std::vector<Link> find_links(std::u32string_view text, LinkRules const& rules) {
    std::vector<Link> all;
    Reader const reader(text, rules);
    std::size_t at = 0, used = 0, no_host_before = 0;
    // The first character is taken for what stands in front of an address, if it may be and one follows.
    if (text.size() > 1 && may_precede(text[0]) && host_at(text, reader.scheme(1)).end != 0) at = 1;
    while (at < text.size()) {
        // The character in front must belong to no other address.
        bool const may_begin = at == 0 || (at > used && may_precede(text[at - 1]));
        auto const begin = may_begin ? reader.scheme(at) : at;
        if (!may_begin || (begin == at && at < no_host_before)) {
            ++at;
            continue;
        }
        auto const host = host_at(text, begin);
        if (host.end == 0) {
            no_host_before = std::max(no_host_before, host.none_to);
            ++at;
            continue;
        }
        auto const path = reader.port(host.end);
        auto const query = reader.path(path);
        Found const found{{at, reader.query(query)}, begin, host.end, query > path};
        for (auto const& link : links_of(text, reader, found, rules.bare_domains)) all.push_back(link);
        at = used = found.place.end;
    }
    return all;
}

bool latin_accent(char32_t c) {
    return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           stands_in(c, U"\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB") ||
           (c >= 0x300 && c <= 0x36F) || (c >= 0x1E00 && c <= 0x1EFF);
}

LinkRules const& x_links() {
    static constexpr auto in_path = [](char32_t c) {
        return ascii_letter_or_digit(c) || cyrillic(c) || latin_accent(c);
    };
    static LinkRules const rules{
        true,
        true,
        {U"http", U"https"},
        [](char32_t c) { return in_path(c) || stands_in(c, U"!*';:=+,.$/%#[]-–_~@|&"); },
        [](char32_t c) { return in_path(c) || stands_in(c, U"+-=_#/"); },
        [](char32_t c) { return ascii_letter_or_digit(c) || stands_in(c, U"!?*'@();:&=+$/%#[]-_.,~|"); },
        [](char32_t c) { return ascii_letter_or_digit(c) || stands_in(c, U"-_&=#/"); }};
    return rules;
}

LinkRules const& mastodon_links() {
    static LinkRules const rules{
        false,
        false,
        {U"http", U"https", U"dat", U"dweb", U"ipfs", U"ipns", U"ssb", U"gopher", U"gemini"},
        [](char32_t c) { return !white_space(c) && !stands_in(c, U"<>()?"); },
        [](char32_t c) { return !white_space(c) && !stands_in(c, U"()?!*\"'「」<>;:=,.$%[]~&|@"); },
        [](char32_t c) { return x_links().query(c) || c == U'^' || beyond_ascii(c); },
        [](char32_t c) { return x_links().query_ending(c) || beyond_ascii(c); }};
    return rules;
}

}  // namespace bot::text
