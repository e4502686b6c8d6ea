#include "bot/base/url.h"

#include <curl/curl.h>

#include <memory>
#include <new>

namespace bot {
namespace {

struct FreeUrl {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const noexcept { curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, FreeUrl>;

constexpr unsigned any_scheme = CURLU_NON_SUPPORT_SCHEME;

/// Null if it is none. libcurl itself would also take "https:/host" and "https:///host", and in
/// "https://one\@other" see a user where browsers see the host "one".
Handle opened(std::string_view address, unsigned flags) {
    auto const scheme = address.find("://");
    if (scheme == address.npos || address.find('\0') != address.npos) return nullptr;
    auto const host = address.substr(scheme + 3);
    if (host.starts_with('/') || host.substr(0, host.find_first_of("/?#")).find('\\') != host.npos)
        return nullptr;
    Handle url(curl_url());
    if (!url) throw std::bad_alloc();
    auto const done = curl_url_set(url.get(), CURLUPART_URL, std::string(address).c_str(), flags);
    return done == CURLUE_OK ? std::move(url) : nullptr;
}

std::optional<std::string> part(Handle const& url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return std::nullopt;
    return std::unique_ptr<char, FreeText>(text).get();
}

}  // namespace

std::optional<Url> parse_url(std::string_view address) {
    auto const handle = opened(address, any_scheme | CURLU_PATH_AS_IS);
    if (!handle) return std::nullopt;
    Url url;
    url.scheme = part(handle, CURLUPART_SCHEME).value_or("");
    url.host = part(handle, CURLUPART_HOST).value_or("");
    if (url.host.empty()) return std::nullopt;
    url.port = part(handle, CURLUPART_PORT).value_or("");
    url.path = part(handle, CURLUPART_PATH).value_or("/");
    if (auto const query = part(handle, CURLUPART_QUERY)) url.query = "?" + *query;
    url.has_user = part(handle, CURLUPART_USER) || part(handle, CURLUPART_PASSWORD);
    url.has_fragment = part(handle, CURLUPART_FRAGMENT).has_value();
    return url;
}

std::optional<std::string> join_url(std::string_view base, std::string_view link) {
    auto const url = opened(base, any_scheme);
    if (!url || link.find('\0') != link.npos) return std::nullopt;
    auto const done = curl_url_set(url.get(), CURLUPART_URL, std::string(link).c_str(), any_scheme);
    return done == CURLUE_OK ? part(url, CURLUPART_URL) : std::nullopt;
}

std::string percent_encoded(std::string_view text) {
    if (text.empty()) return {};  // For libcurl a length of 0 means "up to the NUL".
    std::unique_ptr<char, FreeText> const encoded(
        curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
    if (!encoded) throw std::bad_alloc();
    return encoded.get();
}

}  // namespace bot
