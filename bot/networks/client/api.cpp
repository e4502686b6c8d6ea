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

}  // namespace

transport::HttpSettings Caller::http() const {
    transport::HttpSettings http;
    http.user_agent = user_agent;
    http.timeout = timeout;
    http.connect_timeout = std::min(http.connect_timeout, timeout);
    http.private_addresses = private_addresses;
    return http;
}

NetworkError::Class class_of(Kind kind) {
    if (kind == Kind::address) return Class::ours;
    return kind == Kind::too_large || kind == Kind::protocol ? Class::theirs : Class::network;
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
      client_(settings_.http()) {}

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
            if (error.never_left) throw NotReached(class_of(error.kind), name_of(call) + ": " + error.what());
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

Query& Query::add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_ += percent_encoded(name) + "=" + percent_encoded(value);
    return *this;
}

Query& Query::add(std::string_view name, long long value) {
    return add(name, std::to_string(value));
}

Query& Query::add_if(std::string_view name, std::string_view value) {
    return value.empty() ? *this : add(name, value);
}

std::string Query::after(std::string_view path) const {
    return text_.empty() ? std::string(path) : std::string(path) + "?" + text_;
}

}  // namespace bot::networks
