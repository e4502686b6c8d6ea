#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// One request, one answer, by libcurl, which no header outside of this folder knows.
namespace bot::transport {

/// What is asked. The body is sent by any method but GET and HEAD, an empty one too, but for DELETE.
struct HttpRequest {
    std::string method = "GET";
    std::string url;  // http or https, percent-encoded
    /// As they are sent. User-Agent and Accept-Encoding are the client's; a Content-Type is sent only if
    /// given.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
};

/// What was answered, whatever the status.
struct HttpResponse {
    int status = 0;
    std::multimap<std::string, std::string>
        headers{};       // names in lower case, values without blanks around them
    std::string body{};  // unpacked
    std::string url{};   // where it came from, after redirects
    /// The first with that name (lower case).
    std::optional<std::string> header(std::string_view name) const;
};

/// What holds for every request of a client. A limit that is passed ends the exchange (too_large).
struct HttpSettings {
    std::string user_agent;  // never empty: "" is "SupportAwards"
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{30'000};  // for all of it
    std::size_t body_limit = 8 * 1024 * 1024;   // after unpacking
    std::size_t header_limit = 64 * 1024;
    /// Whether loopback, private, link-local and other addresses that are not of the public internet may be
    /// connected to. Looked at after the name was resolved, for every connection, redirects too.
    bool private_addresses = false;
    /// How many redirects a GET follows; anything else follows none. A redirect to another host loses the
    /// Authorization and Cookie headers.
    int redirects = 0;
};

/// No answer. The text holds no address, no header and nothing of what the server said.
class HttpError : public std::runtime_error {
public:
    /// `address`: what was asked is never sent (no http or https, a private address, control characters in a
    /// header). `tls`: the certificate or the handshake is not good. `timeout`: it took too long, in all or
    /// to connect. `too_large`: a limit of HttpSettings. `unreachable`: no such host, refused, reset, cut
    /// off. `protocol`: the answer is no HTTP.
    enum class Kind { address, unreachable, tls, timeout, too_large, protocol };
    /// The text is ours or libcurl's own for the code, with its number.
    HttpError(Kind what, std::string const& message, bool sent, bool stayed = false)
        : std::runtime_error(message), kind(what), maybe_sent(sent), never_left(stayed) {}
    Kind const kind;
    /// Bytes of a request that may change something (all but GET and HEAD) may have left.
    bool const maybe_sent;
    /// No connection stood, so that the server was asked nothing.
    bool const never_left;
};

/// HTTP/1.1 and HTTP/2 with certificates always checked. Connections are kept for the next GET; whatever may
/// change something gets a new one, as libcurl repeats a request by itself when a kept connection turns out
/// to be dead. The environment's proxies are not looked at. Any thread.
class HttpClient {
public:
    explicit HttpClient(HttpSettings settings);
    ~HttpClient();
    /// Blocks until all of the answer is there. Every status is an answer, also that of a redirect which is
    /// not followed. Throws HttpError; std::bad_alloc if there is no memory for a handle or a header.
    HttpResponse send(HttpRequest const& request) const;

private:
    class Pool;  // handles with their connections
    HttpSettings const settings_;
    std::unique_ptr<Pool> const pool_;
};

/// Whether a host, as it stands in an address, is this machine or an address that is not of the public
/// internet. Of names only "localhost" is known to be; nothing is resolved.
bool is_private_host(std::string_view host);

}  // namespace bot::transport
