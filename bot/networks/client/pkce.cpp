#include "bot/networks/client/pkce.h"

#include <algorithm>

#include "bot/base/keys.h"
#include "storage/types.h"

namespace bot::networks {
namespace {

std::string bytes_of(std::string const& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

}  // namespace

std::string pkce_verifier() {
    return storage::random_base32(32);
}

/// Base64 for addresses, without padding.
std::string pkce_challenge(std::string const& verifier) {
    auto text = to_base64(bytes_of(sha256_hex(verifier)));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

}  // namespace bot::networks
