#include "bot/networks/lemmy/server.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/token_store.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

constexpr auto site_lives = std::chrono::hours(24);

bool is_rate(std::string const& error) {
    return error == "rate_limit_error" || error == "too_many_requests";
}

bool is_login(std::string const& error) {
    return error == "not_logged_in" || error == "incorrect_login" || error == "password_incorrect" ||
           error == "couldnt_find_that_username_or_email" || error == "email_not_verified" ||
           error == "registration_application_is_pending" || error == "missing_totp_token" ||
           error == "incorrect_totp_token" || error == "site_ban";
}

NotConnected refusal(std::string const& error) {
    using Why = NotConnected::Why;
    auto why = Why::password;
    if (error == "missing_totp_token" || error == "incorrect_totp_token") why = Why::second_factor;
    if (error == "site_ban" || error == "email_not_verified" ||
        error == "registration_application_is_pending")
        why = Why::closed;
    return {why, Class::auth,
            "lemmy: the login was refused" + (is_login(error) ? ": " + error : std::string()) +
                "; connect the account again, or look at networks.lemmy.username and .password"};
}

std::string origin_of(Json const& person) {
    auto actor = json::address(person, "actor_id");
    if (!actor) actor = json::address(person, "ap_id");
    auto const url = parse_url(actor.value_or(""));
    return url ? url->origin() : "";
}

}  // namespace

LemmyLogin kept_login(LemmySettings const& settings) {
    auto const kept = json::parsed(TokenFile(settings.session_file, "lemmy").read());
    if (json::text(kept, "instance") != settings.instance) return {};
    return {json::text(kept, "username").value_or(""), json::text(kept, "jwt").value_or("")};
}

bool keep_login(LemmySettings const& settings, LemmyLogin const& login) {
    auto const& file = settings.session_file;
    if (login.jwt.empty() || file.empty()) return false;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    try {
        write_durably(
            file, json::written(
                      {{"instance", settings.instance}, {"username", login.username}, {"jwt", login.jwt}}));
        return true;
    } catch (std::system_error const& why) {
        log::warn("a login at lemmy could not be kept", {{"why", why}});
        return false;
    }
}

ApiSettings lemmy_api(LemmySettings const& settings) {
    ApiSettings api{settings, "lemmy", settings.instance, settings.rate};
    // The operator named it: it may well stand in the same house.
    api.private_addresses = true;
    return api;
}

LemmyLogin lemmy_log_in(LemmySettings const& settings, Api& api) {
    Json const who{{"username_or_email", settings.username}, {"password", settings.password}};
    Call call{"POST", "/api/v3/user/login", {}, json::written(who), "application/json", {400, 401, 404}};
    auto const response = without_sending([&] { return api.call(call); });
    auto const error = lemmy_error(response);
    if (is_rate(error))
        throw NetworkError(Class::rate, api.name_of(call) + ": " + error, false, LemmySite().search_window);
    if (response.status / 100 != 2) throw refusal(error);
    auto jwt = json::text(json::body_of(response, api.name_of(call)), "jwt").value_or("");
    if (jwt.empty()) throw refusal("");
    return {settings.username, std::move(jwt)};
}

std::string lemmy_error(transport::HttpResponse const& response) {
    return json::text(json::parsed(response.body), "error").value_or("");
}

LemmyServer::LemmyServer(LemmySettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock), api_(lemmy_api(settings_), clock) {}

bool LemmyServer::has_account() const {
    return in_settings() || !kept_login(settings_).jwt.empty();
}

transport::HttpResponse LemmyServer::call(Call call) {
    auto const wanted = call.also;
    call.also.insert(call.also.end(), {400, 401});
    // A server that has forgotten us did nothing: after a new login the same call is made once more.
    for (bool again = has_account();; again = false) {
        auto const jwt = has_account() ? session() : "";
        auto with_login = call;
        if (!jwt.empty()) with_login.headers.emplace_back("Authorization", "Bearer " + jwt);
        auto response = api_.call(with_login);
        if (response.status / 100 == 2) return response;
        auto const error = lemmy_error(response);
        if (again && error == "not_logged_in") {
            forget(jwt);
            continue;
        }
        bool const expected = std::ranges::find(wanted, response.status) != wanted.end();
        if (!expected || is_login(error) || is_rate(error)) fail(call, response);
        return response;
    }
}

void LemmyServer::fail(Call const& call, transport::HttpResponse const& response) {
    auto const error = lemmy_error(response);
    auto const what = api_.name_of(call) + " was answered with " + std::to_string(response.status);
    if (is_login(error)) throw NetworkError(Class::auth, what + ": " + error);
    if (is_rate(error)) {
        Hold const hold(mutex_);
        auto const window = site_ ? site_->search_window : LemmySite().search_window;
        throw NetworkError(Class::rate, what, false, window);
    }
    // Nobody can tell whether that comment was made after all.
    if (error == "couldnt_create_comment") throw NetworkError(Class::theirs, what, true);
    api_.fail(call, response);
}

std::string LemmyServer::session() {
    if (!in_settings()) {
        auto kept = kept_login(settings_);
        Hold const hold(mutex_);
        if (kept.jwt.empty() || kept.jwt == refused_)
            throw NetworkError(Class::auth,
                               "lemmy: the server has forgotten the login; connect the account again on the "
                               "console");
        return std::move(kept.jwt);
    }
    Hold const one_at_a_time(login_mutex_);
    {
        Hold const hold(mutex_);
        if (!std::exchange(file_read_, true))
            if (auto kept = kept_login(settings_); kept.username == settings_.username) jwt_ = kept.jwt;
        if (!jwt_.empty()) return jwt_;
    }
    auto fresh = lemmy_log_in(settings_, api_);
    keep_login(settings_, fresh);
    Hold const hold(mutex_);
    return jwt_ = std::move(fresh.jwt);
}

void LemmyServer::forget(std::string const& refused) {
    Hold const hold(mutex_);
    if (jwt_ == refused) jwt_.clear();
    refused_ = refused;
}

LemmySite LemmyServer::site() {
    auto const kept = kept_login(settings_);
    auto const whose = in_settings() ? settings_.username : kept.username + " " + kept.jwt;
    {
        Hold const hold(mutex_);
        if (site_ && site_of_ == whose && clock_.now() < site_until_) return *site_;
    }
    auto read = read_site();
    Hold const hold(mutex_);
    site_ = read;
    site_of_ = whose;
    site_until_ = clock_.now() + site_lives;
    return read;
}

LemmySite LemmyServer::read_site() {
    auto const response = call({.path = "/api/v3/site", .also = {404}});
    auto const answer = json::body_of(response, "lemmy: GET /api/v3/site");
    if (response.status / 100 == 2 && !json::item(answer, "site_view").is_object())
        throw NetworkError(Class::theirs, "lemmy: GET /api/v3/site: the answer is no site");
    LemmySite site;
    site.languages = lemmy_languages(answer);
    auto const& limits = json::deep(answer, "site_view/local_site_rate_limit");
    auto window = json::whole(limits, "search_per_second");
    if (!window) window = json::whole(limits, "search_interval_seconds");
    if (window && *window > 0 && *window <= 86'400) site.search_window = std::chrono::seconds(*window);
    auto const& person = json::deep(answer, "my_user/local_user_view/person");
    if (auto const id = json::whole(person, "id"))
        site.us = {*id, json::text(person, "name").value_or(""), json::truth(person, "bot_account"),
                   origin_of(person)};
    return site;
}

}  // namespace bot::networks
