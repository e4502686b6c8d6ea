#pragma once

#include <optional>
#include <string>
#include <string_view>

// Web addresses, taken apart and put together by libcurl (RFC 3986), which is what fetches them later: so
// both see the same host in the same text. Pure; any thread.
namespace bot {

/// An address like "https://user@otter.example:8443/a/b?c=d#e". Nothing is decoded, nothing encoded.
struct Url {
    std::string scheme;     // "https", in lower case
    std::string host;       // as written, also of other letters than ASCII; IPv6 in its brackets: "[::1]"
    std::string port;       // "8443"; "" if none is written, whatever the scheme's usual one is
    std::string path;       // from the first '/' on; "/" if the address ends with its host
    std::string query;      // from the '?' on; "" if there is none
    bool has_user = false;  // a name or a password stands before the host
    bool has_fragment = false;

    bool is_web() const { return scheme == "https" || scheme == "http"; }
    /// "otter.example:8443": the host with its port, without a user.
    std::string authority() const { return port.empty() ? host : host + ":" + port; }
    /// "https://otter.example:8443": who answers, without a slash at the end.
    std::string origin() const { return scheme + "://" + authority(); }
};

/// Empty if it is no whole address with a scheme and a host, of whatever scheme: blanks, control characters,
/// a backslash in the host, a port above 65535.
std::optional<Url> parse_url(std::string_view address);

/// What a link says on the page at `base`: "../a?b" at "https://otter.example/c/d" is
/// "https://otter.example/a?b". Dot segments are resolved, bytes beyond ASCII become %XX. A whole address
/// stays what it is, but for dot segments. Empty if `base` is no address.
std::optional<std::string> join_url(std::string_view base, std::string_view link);

/// Whether it begins as an address that a browser may be sent to: "http://" or "https://", in lower case.
/// What follows is not looked at.
inline bool begins_as_web(std::string_view address) {
    return address.starts_with("https://") || address.starts_with("http://");
}

/// All bytes but letters, digits and "-._~" as %XX (RFC 3986, 2.1); a blank is %20.
std::string percent_encoded(std::string_view text);

}  // namespace bot
