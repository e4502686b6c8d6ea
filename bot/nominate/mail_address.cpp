#include "bot/nominate/mail_address.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "bot/base/strings.h"

namespace bot::nominate {
namespace {

struct Provider {
    std::string_view domain;
    std::string_view mailbox;  // domains with the same one share their mailboxes
    char extra = '\0';         // what follows it in the local part is the person's own mark
    bool dots_count = true;
};

constexpr std::array providers = {
    Provider{"gmail.com", "gmail.com", '+', false},
    Provider{"googlemail.com", "gmail.com", '+', false},
    Provider{"outlook.com", "outlook.com", '+'},
    Provider{"outlook.de", "outlook.de", '+'},
    Provider{"hotmail.com", "hotmail.com", '+'},
    Provider{"hotmail.co.uk", "hotmail.co.uk", '+'},
    Provider{"hotmail.de", "hotmail.de", '+'},
    Provider{"hotmail.fr", "hotmail.fr", '+'},
    Provider{"live.com", "live.com", '+'},
    Provider{"msn.com", "msn.com", '+'},
    Provider{"icloud.com", "icloud.com", '+'},
    Provider{"me.com", "icloud.com", '+'},
    Provider{"mac.com", "icloud.com", '+'},
    Provider{"proton.me", "proton.me", '+', false},
    Provider{"protonmail.com", "proton.me", '+', false},
    Provider{"pm.me", "proton.me", '+', false},
    Provider{"fastmail.com", "fastmail.com", '+'},
    Provider{"fastmail.fm", "fastmail.fm", '+'},
    Provider{"yahoo.com", "yahoo.com", '-'},
    Provider{"yahoo.co.uk", "yahoo.co.uk", '-'},
    Provider{"yahoo.de", "yahoo.de", '-'},
    Provider{"yahoo.fr", "yahoo.fr", '-'},
    Provider{"ymail.com", "ymail.com", '-'},
    Provider{"aol.com", "aol.com"},
    Provider{"gmx.de", "gmx.de", '+'},
    Provider{"gmx.net", "gmx.net", '+'},
    Provider{"gmx.com", "gmx.com", '+'},
    Provider{"gmx.at", "gmx.at", '+'},
    Provider{"gmx.ch", "gmx.ch", '+'},
    Provider{"web.de", "web.de", '+'},
    Provider{"t-online.de", "t-online.de"},
    Provider{"freenet.de", "freenet.de"},
    Provider{"posteo.de", "posteo.de", '+'},
    Provider{"posteo.net", "posteo.de", '+'},
    Provider{"mailbox.org", "mailbox.org", '+'},
    Provider{"tutanota.com", "tutanota.com"},
    Provider{"tuta.io", "tuta.io"},
    Provider{"mail.com", "mail.com"},
    Provider{"zoho.com", "zoho.com", '+'},
    Provider{"yandex.com", "yandex.ru", '+'},
    Provider{"yandex.ru", "yandex.ru", '+'},
    Provider{"ya.ru", "yandex.ru", '+'},
    Provider{"mail.ru", "mail.ru", '+'},
    Provider{"orange.fr", "orange.fr"},
    Provider{"free.fr", "free.fr"},
    Provider{"laposte.net", "laposte.net"},
    Provider{"libero.it", "libero.it"},
    Provider{"wp.pl", "wp.pl"},
    Provider{"o2.pl", "o2.pl"},
    Provider{"seznam.cz", "seznam.cz"},
    Provider{"bluewin.ch", "bluewin.ch"},
    Provider{"btinternet.com", "btinternet.com"},
    Provider{"comcast.net", "comcast.net"},
    Provider{"qq.com", "qq.com"},
    Provider{"163.com", "163.com"},
    Provider{"naver.com", "naver.com"},
};

Provider const* provider_of(std::string_view domain) {
    auto const found = std::find_if(providers.begin(), providers.end(),
                                    [&](Provider const& one) { return one.domain == domain; });
    return found == providers.end() ? nullptr : &*found;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool letter_or_digit(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool good_local(std::string_view local) {
    if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return false;
    if (local.find("..") != local.npos) return false;
    return std::all_of(local.begin(), local.end(), [](char c) {
        return letter_or_digit(c) ||
               std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
}

/// The labels of an ASCII domain are not empty, not too long, and of letters, digits and inner hyphens.
bool good_domain(std::string_view domain) {
    if (domain.size() > 253 || domain.find('.') == domain.npos) return false;
    for (std::size_t from = 0; from <= domain.size();) {
        auto const to = std::min(domain.find('.', from), domain.size());
        auto const label = domain.substr(from, to - from);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        if (!std::all_of(label.begin(), label.end(), [](char c) { return letter_or_digit(c) || c == '-'; }))
            return false;
        from = to + 1;
    }
    return true;
}

/// RFC 5321: a path of 256 octets, with its two brackets.
constexpr std::size_t longest = 254;

struct CloseIdna {
    void operator()(UIDNA* idna) const noexcept { uidna_close(idna); }
};

/// "" if it has no ASCII form.
std::string ascii_domain(std::string_view domain) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UIDNA, CloseIdna> const idna(
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_USE_STD3_RULES, &status));
    std::array<char, 256> out;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    auto const length = uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()),
                                               out.data(), static_cast<int32_t>(out.size()), &info, &status);
    if (U_FAILURE(status) || info.errors != 0 || length >= static_cast<int32_t>(out.size())) return {};
    return {out.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::optional<MailAddress> read_address(std::string_view typed) {
    auto const text = trimmed(typed);
    auto const at = text.find('@');
    if (at == text.npos || text.find('@', at + 1) != text.npos) return std::nullopt;
    MailAddress address{std::string(text.substr(0, at)), ascii_domain(text.substr(at + 1))};
    bool const fits = address.text().size() <= longest;
    if (!fits || !good_local(address.local) || !good_domain(address.domain)) return std::nullopt;
    return address;
}

bool is_public_provider(std::string_view domain) {
    return provider_of(domain) != nullptr;
}

std::string folded(MailAddress const& address) {
    std::string local = address.local;
    std::transform(local.begin(), local.end(), local.begin(), lower);
    auto const* provider = provider_of(address.domain);
    if (provider == nullptr) return local + "@" + address.domain;
    auto const marked = provider->extra == '\0' ? local.npos : local.find(provider->extra);
    if (marked != local.npos && marked > 0) local.resize(marked);
    if (!provider->dots_count) std::erase(local, '.');
    // "a.+mark" leaves "a.", which is no address; and dots alone would leave nothing.
    while (local.size() > 1 && local.back() == '.') local.pop_back();
    return local + "@" + std::string(provider->mailbox);
}

}  // namespace bot::nominate
