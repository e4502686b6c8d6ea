#include "bot/text/hosts.h"

#include <libpsl.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "bot/text/links.h"

namespace bot::text {
namespace {

constexpr std::size_t longest_label = 63;  // RFC 1035, 2.3.4

bool direction_mark(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x61C || c == 0x200E ||
           c == 0x200F;
}

bool blank_in_host(char32_t c) {
    return white_space(c) || c == 0x180E;
}

/// Any script's letters and symbols; no ASCII punctuation.
bool label_character(char32_t c) {
    if (c < 0x80)
        return ascii_letter_or_digit(c) || (c < 0x20 && !blank_in_host(c)) || c == 0x7F || c == '`' ||
               c == '"';
    return !blank_in_host(c) && !direction_mark(c) && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
}

bool in_label(char32_t c) {
    return label_character(c) || c == U'-' || c == U'_';
}

bool nothing_of_a_name_follows(std::u32string_view text, std::size_t at) {
    return at >= text.size() ||
           !(ascii_letter_or_digit(text[at]) || text[at] == U'@' || text[at] == U'+' || text[at] == U'-');
}

/// How long the TLD is that begins there; 0 if none does.
std::size_t tld_at(std::u32string_view text, std::size_t at) {
    auto const rest = text.substr(at, longest_label);
    auto const label =
        rest.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(rest, in_label) - rest.begin()));
    for (auto length = label.size(); length > 0; --length)
        if (nothing_of_a_name_follows(text, at + length) && is_tld(label.substr(0, length))) return length;
    if (!lower_ascii(label.substr(0, 4)).starts_with(U"xn--")) return 0;
    auto const last =
        std::ranges::find_if_not(label, [](char32_t c) { return ascii_letter_or_digit(c) || c == U'-'; });
    auto const length = static_cast<std::size_t>(last - label.begin());
    return length > 4 ? length : 0;
}

/// Labels before a dot: hyphens inside, underscores inside only of a subdomain.
bool good_label(std::u32string_view label) {
    return !label.empty() && label_character(label.front()) && label_character(label.back());
}

}  // namespace

bool is_tld(std::u32string_view label) {
    auto const name = utf8(lower_ascii(label));
    if (name.find_first_of(std::string_view(".\0", 2)) != name.npos || name.starts_with("xn--")) return false;
    // South Africa has rules for "co.za" and the like only, none for what they end in.
    if (name == "za") return true;
    // Without the star rule, by which any label would do, and without the part of private owners.
    return psl_is_public_suffix2(psl_builtin(), name.c_str(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
}

Host host_at(std::u32string_view text, std::size_t begin) {
    Host host{0, begin + 1};
    for (auto from = begin; from < text.size();) {
        auto dot = from;
        while (dot < text.size() && in_label(text[dot])) ++dot;
        if (dot >= text.size() || text[dot] != U'.') {
            host.none_to = std::max(begin + 1, dot);
            break;
        }
        auto const label = text.substr(from, dot - from);
        if (!good_label(label)) break;
        host.none_to = std::max(begin + 1, from);
        from = dot + 1;
        if (label.find(U'_') != label.npos) continue;
        if (auto const length = tld_at(text, from)) host.end = from + length;
    }
    return host;
}

std::vector<Span> latin_hosts(std::u32string_view host) {
    auto const latin = [](char32_t c) { return ascii_letter_or_digit(c) || c == U'-' || latin_accent(c); };
    std::vector<Span> found;
    for (std::size_t begin = 0; begin < host.size();) {
        auto best = begin;
        for (auto from = begin;;) {
            auto dot = from;
            while (dot < host.size() && latin(host[dot])) ++dot;
            if (dot == from || dot >= host.size() || host[dot] != U'.') break;
            from = dot + 1;
            if (auto const length = tld_at(host, from)) best = from + length;
        }
        if (best > begin) found.push_back({begin, best});
        begin = std::max(best, begin + 1);
    }
    return found;
}

std::optional<std::string> ascii_host(std::string_view host, unsigned options, unsigned faults) {
    struct Close {
        void operator()(UIDNA* idna) const noexcept { uidna_close(idna); }
    };
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UIDNA, Close> const idna(uidna_openUTS46(options, &status));
    std::array<char, 1024> ascii{};
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    auto const length =
        uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<int32_t>(host.size()), ascii.data(),
                               static_cast<int32_t>(ascii.size()), &info, &status);
    if (U_FAILURE(status) || (info.errors & faults) != 0) return std::nullopt;
    return std::string(ascii.data(), static_cast<std::size_t>(length));
}

std::string registrable_domain(std::string_view host) {
    auto owned = host;
    for (auto dot = host.find('.'); dot != host.npos; dot = host.find('.', dot + 1)) {
        std::string const rest(host.substr(dot + 1));
        if (psl_is_public_suffix2(psl_builtin(), rest.c_str(), PSL_TYPE_ICANN) != 0) break;
        owned = host.substr(dot + 1);
    }
    return std::string(owned);
}

std::string held_domain(std::string_view host) {
    std::string const name(host);
    auto const* held = psl_registrable_domain(psl_builtin(), name.c_str());
    return held == nullptr ? name : held;
}

bool registrable(std::u32string_view host) {
    return ascii_host(utf8(host), UIDNA_DEFAULT,
                      UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_PUNYCODE |
                          UIDNA_ERROR_INVALID_ACE_LABEL | UIDNA_ERROR_EMPTY_LABEL)
        .has_value();
}

}  // namespace bot::text
