#include "bot/nominate/mail_address.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>

#include <algorithm>

#include "bot/base/strings.h"
#include "bot/nominate/mail_providers.h"
#include "bot/text/code_points.h"
#include "bot/text/hosts.h"

namespace bot::nominate {
namespace {

bool letter_or_digit(char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

bool good_local(std::string_view local) {
    if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return false;
    if (local.find("..") != local.npos) return false;
    return std::ranges::all_of(local, [&](char c) {
        return letter_or_digit(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != local.npos;
    });
}

/// The labels of an ASCII domain are not empty, not too long, and of letters, digits and inner hyphens.
bool good_domain(std::string_view domain) {
    if (domain.size() > 253 || domain.find('.') == domain.npos) return false;
    for (std::size_t from = 0; from <= domain.size();) {
        auto const to = std::min(domain.find('.', from), domain.size());
        auto const label = domain.substr(from, to - from);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        if (!std::ranges::all_of(label, [](char c) { return letter_or_digit(c) || c == '-'; })) return false;
        from = to + 1;
    }
    return true;
}

/// RFC 5321: a path of 256 octets, with its two brackets.
constexpr std::size_t longest = 254;

constexpr auto strict = UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_USE_STD3_RULES;

/// Blanks of any script, and what is not seen: byte order marks, joiners, marks of direction, controls.
bool around(char32_t c) {
    auto const type = u_charType(static_cast<UChar32>(c));
    return text::white_space(c) || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR;
}

/// What was typed without what comes along when an address is copied from a page.
std::string bared(std::string_view typed) {
    std::u32string_view points;
    text::CodePoints const all(typed);
    points = all.text;
    while (!points.empty() && around(points.front())) points.remove_prefix(1);
    while (!points.empty() && around(points.back())) points.remove_suffix(1);
    return text::utf8(points);
}

/// Without the marks that an owner may add at most providers, and those by which one name is written in
/// several ways.
std::string without_marks(std::string_view local) {
    auto name = std::string(local.substr(0, local.find('+')));
    std::erase_if(name, [](char c) { return c == '.' || c == '-' || c == '_'; });
    return name.empty() ? std::string(local) : name;
}

}  // namespace

std::optional<MailAddress> read_address(std::string_view typed) {
    auto const text = bared(typed);
    auto const at = text.find('@');
    if (at == text.npos || text.find('@', at + 1) != text.npos) return std::nullopt;
    auto host = std::string_view(text).substr(at + 1);
    if (host.ends_with('.')) host.remove_suffix(1);  // The root, which DNS may write.
    MailAddress address{text.substr(0, at), text::ascii_host(host, strict, ~0U).value_or("")};
    bool const fits = address.text().size() <= longest;
    if (!fits || !good_local(address.local) || !good_domain(address.domain)) return std::nullopt;
    return address;
}

bool needs_other_letters(std::string_view typed) {
    auto const text = bared(typed);
    auto const at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() &&
           std::ranges::any_of(text.substr(0, at),
                               [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool is_public_provider(std::string_view domain) {
    return MailProviders::built_in().find(domain) != nullptr;
}

std::string mail_owner(std::string_view domain) {
    return owner_of(MailProviders::built_in(), domain);
}

std::string folded(MailAddress const& address) {
    auto local = lower_ascii(address.local);
    auto const* provider = MailProviders::built_in().find(address.domain);
    if (provider == nullptr) return local + "@" + address.domain;
    auto domain = address.domain;
    if (provider->subdomains && !MailProviders::built_in().is_listed(domain)) {
        auto const dot = domain.find('.');
        local = domain.substr(0, dot);
        domain.erase(0, dot + 1);
    }
    for (auto const& [known, mark] : {std::pair(provider->plus, '+'), std::pair(provider->base, '-')})
        if (auto const at = local.find(mark); known && at != local.npos && at > 0) local.resize(at);
    if (provider->dots) std::erase(local, '.');
    if (provider->dashes) std::erase_if(local, [](char c) { return c == '-' || c == '_'; });
    // "a.+mark" leaves "a.", which is no address; and dots alone would leave nothing.
    while (local.size() > 1 && local.back() == '.') local.pop_back();
    if (local.empty()) local = lower_ascii(address.local);
    return local + "@" + (provider->one ? provider->home : domain);
}

std::string paced_mailbox(MailAddress const& address) {
    auto const one = folded(address);
    auto const at = one.find('@');
    return without_marks(std::string_view(one).substr(0, at)) + "@" + mail_owner(one.substr(at + 1));
}

}  // namespace bot::nominate
