#include "bot/transport/http.h"

#include <fmt/format.h>

#include <algorithm>

#include "bot/base/guarded.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/transport/connection.h"

namespace bot::transport {
namespace {

using Kind = HttpError::Kind;
constexpr std::size_t kept_handles = 8;

/// One exchange under way: what libcurl's callbacks fill in.
struct Exchange {
    HttpSettings const& settings;
    HttpResponse response{};
    std::size_t header_bytes = 0;
    bool refused_address = false;
    bool too_large = false;
    bool began = false;  // a connection stood, and the request could leave
};

curl_socket_t open_allowed(void* to, curlsocktype, curl_sockaddr* address) {
    auto& exchange = *static_cast<Exchange*>(to);
    bool const allowed = exchange.settings.private_addresses;
    exchange.refused_address = exchange.refused_address || !(allowed || is_public(address->addr));
    return open_socket(*address, allowed);
}

int before_request(void* to, char*, char*, int, int) {
    static_cast<Exchange*>(to)->began = true;
    return CURL_PREREQFUNC_OK;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t many, void* to) {
    auto& exchange = *static_cast<Exchange*>(to);
    auto& body = exchange.response.body;
    exchange.too_large = body.size() + size * many > exchange.settings.body_limit;
    if (exchange.too_large) return 0;
    body.append(bytes, size * many);
    return size * many;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t many, void* to) {
    auto& exchange = *static_cast<Exchange*>(to);
    std::string_view const line(bytes, size * many);
    exchange.header_bytes += line.size();
    exchange.too_large = exchange.header_bytes > exchange.settings.header_limit;
    if (exchange.too_large) return 0;
    // A status line replaces what a redirect or a "100 Continue" left.
    if (line.starts_with("HTTP/")) exchange.response.headers.clear();
    auto const colon = line.find(':');
    if (colon != line.npos && !line.starts_with("HTTP/"))
        exchange.response.headers.emplace(lower_ascii(trimmed(line.substr(0, colon))),
                                          trimmed(line.substr(colon + 1)));
    return line.size();
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

/// libcurl sends what it is given: a line end in it would be a header or a request of its own.
void check(HttpRequest const& request) {
    auto const refuse = [](char const* why) { throw HttpError(Kind::address, why, false); };
    if (!is_token(request.method)) refuse("the method is none of HTTP");
    if (!begins_as_web(request.url)) refuse("the address is neither http nor https");
    if (has_control(request.url, Tabs::allowed) || request.url.find_first_of(" \t") != request.url.npos)
        refuse("the address has blanks or control characters");
    for (auto const& [name, value] : request.headers)
        if (!is_token(name) || has_control(value, Tabs::allowed)) refuse("a header cannot be sent as it is");
}

List header_list(HttpRequest const& request) {
    List all;
    // Without these two libcurl waits for a "100 Continue" and calls every body a form.
    append(all, "Expect:");
    if (std::ranges::none_of(request.headers,
                             [](auto const& h) { return lower_ascii(h.first) == "content-type"; }))
        append(all, "Content-Type:");
    for (auto const& [name, value] : request.headers)
        append(all, value.empty() ? name + ";" : name + ": " + value);
    return all;
}

bool only_reads(HttpRequest const& request) {
    return request.method == "GET" || request.method == "HEAD";
}

void prepare(CURL* curl, HttpSettings const& settings, Exchange& exchange) {
    set_usual_options(curl, settings.user_agent, settings.connect_timeout);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_allowed);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, before_request);
    curl_easy_setopt(curl, CURLOPT_PREREQDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
}

void address(CURL* curl, HttpSettings const& settings, HttpRequest const& request, List const& headers) {
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (only_reads(request)) {
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, settings.redirects > 0 ? 1L : 0L);
        curl_easy_setopt(curl, CURLOPT_MAXREDIRS, static_cast<long>(settings.redirects));
        return;
    }
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    if (!request.body.empty() || request.method != "DELETE") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

Kind kind_of(CURLcode code, Exchange const& exchange) {
    if (exchange.too_large) return Kind::too_large;
    switch (code) {
        case CURLE_UNSUPPORTED_PROTOCOL:  // Also of an answer that is no HTTP, or leads out of it.
            return exchange.began ? Kind::protocol : Kind::address;
        case CURLE_URL_MALFORMAT:
            return Kind::address;
        case CURLE_COULDNT_CONNECT:
            return exchange.refused_address ? Kind::address : Kind::unreachable;
        case CURLE_OPERATION_TIMEDOUT:
            return Kind::timeout;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
            return Kind::unreachable;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return Kind::tls;
        default:
            return Kind::protocol;
    }
}

std::string words_of(CURLcode code, Kind kind) {
    if (kind == Kind::too_large) return "the answer is too large";
    if (kind == Kind::address && code == CURLE_COULDNT_CONNECT)
        return "the address is not of the public internet";
    return fmt::format("{} (code {})", curl_easy_strerror(code), static_cast<int>(code));
}

}  // namespace

/// Handles that nobody uses now; each keeps its connections.
class HttpClient::Pool {
public:
    Handle take() {
        Hold const hold(mutex_);
        if (idle_.empty()) return new_handle();
        auto handle = std::move(idle_.back());
        idle_.pop_back();
        return handle;
    }
    void release(Handle handle) {
        curl_easy_reset(handle.get());
        Hold const hold(mutex_);
        if (idle_.size() < kept_handles) idle_.push_back(std::move(handle));
    }

private:
    Mutex mutex_;
    std::vector<Handle> idle_ GUARDED_BY(mutex_);
};

HttpClient::HttpClient(HttpSettings settings)
    : settings_(std::move(settings)), pool_(std::make_unique<Pool>()) {}
HttpClient::~HttpClient() = default;

HttpResponse HttpClient::send(HttpRequest const& request) const {
    check(request);
    auto handle = pool_->take();
    if (!handle) throw std::bad_alloc();
    Exchange exchange{settings_};
    auto const headers = header_list(request);
    prepare(handle.get(), settings_, exchange);
    address(handle.get(), settings_, request, headers);
    auto const code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) {
        auto const kind = kind_of(code, exchange);
        // The handle goes with its connections: one of them may be half-read.
        throw HttpError(kind, words_of(code, kind), exchange.began && !only_reads(request), !exchange.began);
    }
    long status = 0;
    char const* url = nullptr;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle.get(), CURLINFO_EFFECTIVE_URL, &url);
    exchange.response.status = static_cast<int>(status);
    exchange.response.url = url != nullptr ? url : request.url;
    pool_->release(std::move(handle));
    return std::move(exchange.response);
}

std::optional<std::string> HttpResponse::header(std::string_view name) const {
    auto const found = headers.find(std::string(name));
    return found == headers.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace bot::transport
