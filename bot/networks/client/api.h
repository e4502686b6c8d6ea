#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/client/rate_limiter.h"
#include "bot/networks/network.h"
#include "bot/transport/http.h"

namespace bot::networks {

/// As whom a connector's calls go out, and how patiently. Base of the settings of those that make any.
struct Caller {
    std::string user_agent;          // program, version, and the site as a contact
    bool private_addresses = false;  // servers on this machine or in a private network may be asked
    std::chrono::milliseconds timeout{30'000};  // of one call, from connecting to the last byte

    /// The same for the HTTP client: no redirects, and answers of 8 MiB at most.
    transport::HttpSettings http() const;
};

/// Whose calls go to which host: `ApiSettings{settings, "lemmy", settings.instance}`.
struct ApiSettings : Caller {
    std::string network;  // begins every message
    std::string base;     // "https://host", also with a port and a path; no slash at the end
    RateLimit rate{};     // our own; what the host says comes on top
};

/// One call. Only 2xx and the statuses in `also` are given to the caller; others are thrown.
struct Call {
    std::string method = "GET";
    std::string path{};  // from '/', with the query, percent-encoded: see Query
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::string content_type{};  // "" sends none
    std::vector<int> also{};
};

/// No connection to the server stood: it was asked nothing, and nothing can cost.
struct NotReached : NetworkError {
    using NetworkError::NetworkError;
};

/// An HTTP API of one host, as every connector needs it: it keeps to the host's rate limit and turns what
/// goes wrong into NetworkError. No answer is network (`theirs` if the answer was no HTTP or too large,
/// `ours` if the address is none to call), 401 and 403 are auth, 429 is rate, 5xx and redirects theirs, all
/// else of 4xx ours. `maybe_sent` for anything but GET and HEAD when the bytes may have left and the server
/// did not refuse: after a 5xx or a redirect too. No redirect is followed, so no credential goes to another
/// host. Messages name the host, the path without its query, and the status; never a header or a body. Any
/// thread.
class Api {
public:
    /// Throws NetworkError (ours) if the base is no http or https address. `clock` outlives it.
    Api(ApiSettings settings, Clock const& clock);

    /// Blocks for as long as the time-out. Throws NetworkError, also when it is too early for a call.
    transport::HttpResponse call(Call const& call);

    /// Throws what call() would for that answer, whatever its status: for a status in `also` that turned out
    /// to be a failure after all.
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);
    /// How long to stay away; a connector hands it on as SearchPage::wait.
    std::chrono::milliseconds wait() const { return limiter_.wait(); }
    /// "bluesky: GET bsky.social/xrpc/…": how messages begin.
    std::string name_of(Call const& call) const;

private:
    ApiSettings const settings_;
    std::string const host_;  // the base without its scheme
    Clock const& clock_;
    RateLimiter limiter_;
    transport::HttpClient const client_;
};

/// Who can put it right: see Api. The status is none of 2xx.
NetworkError::Class class_of(transport::HttpError::Kind kind);
NetworkError::Class class_of(int status);

/// What `step` gives, where whatever goes wrong posted nothing: signing in, looking. NetworkErrors that it
/// throws are passed on as never maybe_sent.
template <class Step>
auto without_sending(Step step) {
    try {
        return step();
    } catch (NotConnected const&) {
        throw;
    } catch (NetworkError const& error) {
        throw NetworkError(error.error_class, error.what(), false, error.retry_after);
    }
}

/// A query string or form body, percent-encoded as RFC 3986 says (a blank is %20).
class Query {
public:
    /// The name is encoded too. Nothing is sorted or merged: names may come several times.
    Query& add(std::string_view name, std::string_view value);
    Query& add(std::string_view name, long long value);
    /// Nothing if the value is "".
    Query& add_if(std::string_view name, std::string_view value);
    /// "a=b&c=d"; "" if nothing was added.
    std::string const& text() const { return text_; }
    /// "/path?a=b&c=d", or the path alone.
    std::string after(std::string_view path) const;

private:
    std::string text_;
};

}  // namespace bot::networks
