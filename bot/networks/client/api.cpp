#include "bot/networks/client/api.h"

#include <fmt/format.h>

#include <algorithm>

#include "bot/base/url.h"

namespace bot::networks {
namespace {

using Class = NetworkError::Class;
using Kind = transport::HttpError::Kind;

bool only_reads(Call const& call) {
    return call.method == "GET" || call.method == "HEAD";
}

std::string checked(ApiSettings const& settings) {
    auto const& base = settings.base;
    auto const url = parse_url(base);
    if (!url || !url->is_web() || url->has_user || url->has_fragment || !url->query.empty() ||
        base.ends_with('/'))
        throw NetworkError(Class::ours,
                           settings.network + ": the server's address must be like https://example.org");
    return base.substr(base.find("://") + 3);
}

transport::HttpSettings http_settings(ApiSettings const& settings) {
    transport::HttpSettings http;
    http.user_agent = settings.user_agent;
    http.timeout = settings.timeout;
    http.connect_timeout = std::min(http.connect_timeout, settings.timeout);
    http.body_limit = settings.body_limit;
    http.private_addresses = settings.private_addresses;
    return http;
}

}  // namespace

NetworkError::Class class_of(Kind kind) {
    switch (kind) {
        case Kind::address:
            return Class::ours;
        case Kind::unreachable:
        case Kind::timeout:
        case Kind::tls:
            return Class::network;
        case Kind::too_large:
        case Kind::protocol:
            break;
    }
    return Class::theirs;
}

NetworkError::Class class_of(int status) {
    if (status == 401 || status == 403) return Class::auth;
    if (status == 429) return Class::rate;
    return status >= 400 && status < 500 ? Class::ours : Class::theirs;
}

Api::Api(ApiSettings settings, Clock const& clock)
    : settings_(std::move(settings)),
      host_(checked(settings_)),
      clock_(clock),
      limiter_(settings_.network, settings_.rate, clock),
      client_(http_settings(settings_)) {}

std::string Api::name_of(Call const& call) const {
    return fmt::format("{}: {} {}{}", settings_.network, call.method, host_,
                       call.path.substr(0, call.path.find('?')));
}

transport::HttpResponse Api::call(Call const& call) {
    limiter_.take();
    transport::HttpRequest request{call.method, settings_.base + call.path, call.headers, call.body};
    if (!call.content_type.empty()) request.headers.emplace_back("Content-Type", call.content_type);
    auto response = [&] {
        try {
            return client_.send(request);
        } catch (transport::HttpError const& error) {
            throw NetworkError(class_of(error.kind), name_of(call) + ": " + error.what(), error.maybe_sent);
        }
    }();
    limiter_.note(response);
    if (response.status / 100 == 2 || std::ranges::find(call.also, response.status) != call.also.end())
        return response;
    fail(call, response);
}

void Api::fail(Call const& call, transport::HttpResponse const& response) {
    auto const now = clock_.now();
    auto const status = response.status;
    auto const error_class = class_of(status);
    auto away = retry_after(response, now);
    if (auto const reset = rate_reset(response, now); !away && reset && status == 429)
        away = std::chrono::ceil<std::chrono::seconds>(*reset - now);
    if (away && error_class != Class::ours) limiter_.close_until(now + *away);
    throw NetworkError(error_class, fmt::format("{} was answered with {}", name_of(call), status),
                       !only_reads(call) && error_class == Class::theirs, away);
}

transport::HttpResponse Api::get(std::string_view path, Headers headers, std::vector<int> also) {
    return call({"GET", std::string(path), std::move(headers), "", "", std::move(also)});
}

transport::HttpResponse Api::post(std::string_view path, std::string body, std::string content_type,
                                  Headers headers, std::vector<int> also) {
    return call({"POST", std::string(path), std::move(headers), std::move(body), std::move(content_type),
                 std::move(also)});
}

Query& Query::add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_ += percent_encoded(name) + "=" + percent_encoded(value);
    return *this;
}

Query& Query::add(std::string_view name, long long value) {
    return add(name, std::string_view(std::to_string(value)));
}

Query& Query::add_if(std::string_view name, std::optional<std::string> const& value) {
    return value ? add(name, std::string_view(*value)) : *this;
}

std::string Query::after(std::string_view path) const {
    return text_.empty() ? std::string(path) : std::string(path) + "?" + text_;
}

}  // namespace bot::networks
