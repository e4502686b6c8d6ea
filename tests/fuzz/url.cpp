// Addresses that strangers wrote, and links on a page at one (the first line): whatever is read again reads
// the same, and nothing of a user or of a path gets into the host.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bot/base/url.h"

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

void check(bot::Url const& url) {
    auto const again = bot::parse_url(url.origin() + "/");
    demand(again && again->host == url.host && again->port == url.port && !again->has_user);
    demand(url.host.find_first_of("/?#@\\ \r\n") == url.host.npos);
    demand(url.path.starts_with('/') && (url.query.empty() || url.query.starts_with('?')));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const end = std::min(text.find('\n'), text.size());
    auto const base = text.substr(0, end), link = text.substr(std::min(end + 1, size));
    if (auto const url = bot::parse_url(base)) check(*url);
    if (auto const joined = bot::join_url(base, link))
        if (auto const url = bot::parse_url(*joined)) check(*url);
    auto const encoded = bot::percent_encoded(text);
    demand(encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%") ==
           encoded.npos);
    return 0;
}
