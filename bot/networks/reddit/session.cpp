#include "bot/networks/reddit/session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

ApiSettings api_settings(RedditSettings const& settings, std::string const& base) {
    ApiSettings api;
    api.network = "reddit";
    api.base = base;
    api.user_agent = settings.user_agent;
    api.private_addresses = settings.private_addresses;
    api.timeout = settings.timeout;
    return api;
}

std::string grant(RedditSettings const& settings) {
    Query form;
    if (settings.refresh_token.empty()) return form.add("grant_type", "client_credentials").text();
    return form.add("grant_type", "refresh_token").add("refresh_token", settings.refresh_token).text();
}

}  // namespace

RedditSession::RedditSession(RedditSettings const& settings, Clock const& clock)
    : authorization_("Basic " + to_base64(settings.client_id + ":" + settings.client_secret)),
      form_(grant(settings)),
      clock_(clock),
      api_(api_settings(settings, settings.api), clock),
      sign_in_(api_settings(settings, settings.sign_in), clock) {}

std::string RedditSession::token() {
    std::lock_guard const hold(mutex_);
    auto const now = clock_.now();
    if (!token_.empty() && now < good_until_) return token_;
    auto const response = sign_in_.call({"POST",
                                         "/api/v1/access_token",
                                         {{"Authorization", authorization_}},
                                         form_,
                                         "application/x-www-form-urlencoded",
                                         {400}});
    auto const answer = json::body_of(response, "reddit: the sign-in");
    // A bad token comes with 200, so that the status says nothing.
    auto const token = json::text(answer, "access_token");
    if (!token || response.status != 200)
        throw NetworkError(NetworkError::Class::auth,
                           "reddit: no token was given for the configured credentials");
    auto const lasts =
        std::clamp<std::int64_t>(json::whole(answer, "expires_in").value_or(3600), 120, 86'400);
    token_ = *token;
    good_until_ = now + seconds(lasts - 60);
    return token_;
}

void RedditSession::forget(std::string const& token) {
    std::lock_guard const hold(mutex_);
    if (token_ == token) token_.clear();
}

nlohmann::json RedditSession::get(std::string const& path) {
    auto const ask = [&](std::string const& with, std::vector<int> also) {
        return api_.get(path, {{"Authorization", "bearer " + with}}, std::move(also));
    };
    auto const first = token();
    auto response = ask(first, {401});
    if (response.status == 401) {
        forget(first);
        response = ask(token(), {});
    }
    return json::body_of(response, "reddit");
}

}  // namespace bot::networks
