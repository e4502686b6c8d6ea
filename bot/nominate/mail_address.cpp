#include "bot/nominate/mail_address.h"

#include <fmt/format.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>

#include "bot/base/strings.h"
#include "bot/text/hosts.h"

namespace bot::nominate {
namespace {

/// Public providers that treat addresses alike.
struct Providers {
    std::string_view domains;  // with a blank between
    char extra = '\0';         // what follows it in the local part is the person's own mark
    bool dots_count = true;
    bool share_mailboxes = false;  // all of them lead to the mailboxes of the first
};

constexpr std::array providers = {
    Providers{"gmail.com googlemail.com", '+', false, true},
    Providers{"proton.me protonmail.com pm.me", '+', false, true},
    Providers{"icloud.com me.com mac.com", '+', true, true},
    Providers{"posteo.de posteo.net", '+', true, true},
    Providers{"yandex.ru yandex.com ya.ru", '+', true, true},
    Providers{"outlook.com outlook.de hotmail.com hotmail.co.uk hotmail.de hotmail.fr live.com msn.com "
              "fastmail.com fastmail.fm gmx.de gmx.net gmx.com gmx.at gmx.ch web.de mailbox.org zoho.com "
              "mail.ru",
              '+'},
    Providers{"yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com", '-'},
    Providers{"aol.com t-online.de freenet.de tutanota.com tuta.io mail.com orange.fr free.fr laposte.net "
              "libero.it wp.pl o2.pl seznam.cz bluewin.ch btinternet.com comcast.net qq.com 163.com "
              "naver.com"}};

Providers const* providers_with(std::string_view domain) {
    auto const found = std::ranges::find_if(providers, [&](Providers const& some) {
        return fmt::format(" {} ", some.domains).find(fmt::format(" {} ", domain)) != domain.npos;
    });
    return found == providers.end() ? nullptr : &*found;
}

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

}  // namespace

std::optional<MailAddress> read_address(std::string_view typed) {
    auto const text = trimmed(typed);
    auto const at = text.find('@');
    if (at == text.npos || text.find('@', at + 1) != text.npos) return std::nullopt;
    MailAddress address{std::string(text.substr(0, at)),
                        text::ascii_host(text.substr(at + 1), strict, ~0U).value_or("")};
    bool const fits = address.text().size() <= longest;
    if (!fits || !good_local(address.local) || !good_domain(address.domain)) return std::nullopt;
    return address;
}

bool is_public_provider(std::string_view domain) {
    return providers_with(domain) != nullptr;
}

std::string folded(MailAddress const& address) {
    auto local = lower_ascii(address.local);
    auto const* provider = providers_with(address.domain);
    if (provider == nullptr) return local + "@" + address.domain;
    auto const marked = provider->extra == '\0' ? local.npos : local.find(provider->extra);
    if (marked != local.npos && marked > 0) local.resize(marked);
    if (!provider->dots_count) std::erase(local, '.');
    // "a.+mark" leaves "a.", which is no address; and dots alone would leave nothing.
    while (local.size() > 1 && local.back() == '.') local.pop_back();
    auto const first = provider->domains.substr(0, provider->domains.find(' '));
    return local + "@" + (provider->share_mailboxes ? std::string(first) : address.domain);
}

}  // namespace bot::nominate
