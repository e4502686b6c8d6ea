#include "bot/networks/mastodon/account.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bot/base/log.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/token_store.h"
#include "bot/networks/compose.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {

namespace {

constexpr int own_page_size = 40, pages_of_ours = 5;

}  // namespace

std::optional<Account::State> MastodonOwnAccount::look() {
    auto const us = server_->ourselves();
    return us ? std::optional(State{us->acct, us->bot}) : std::nullopt;
}

/// Of a status that the instance knows by that id.
std::optional<std::string> MastodonOwnAccount::uri_of(std::string const& id) {
    if (auto known = server_->uri_of(id)) return known;
    auto const response = server_->get("/api/v1/statuses/" + percent_encoded(id), {403, 404, 410});
    if (response.status != 200) return std::nullopt;
    auto const status = read_mastodon_status(json::body_of(response, "mastodon: looking at a post"),
                                             server_->instance().domain);
    if (!status || status->id != id) return std::nullopt;
    server_->remember(status->id, status->post.native_id);
    return status->post.native_id;
}

std::vector<OwnReply> MastodonOwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->ourselves();
    if (!us) return replies;
    auto const domain = server_->instance().domain;
    std::string oldest;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("limit", own_page_size).add("exclude_reblogs", std::string_view("true"));
        if (!oldest.empty()) query.add("max_id", std::string_view(oldest));
        auto const path = query.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses");
        auto const list = json::body_of(server_->get(path), "mastodon: reading our own posts");
        if (!list.is_array() || list.empty()) break;
        bool older = false;
        for (auto const& one : list) {
            auto const status = read_mastodon_status(one, domain);
            if (!status) continue;
            oldest = oldest.empty() || later_id(oldest, status->id) ? status->id : oldest;
            auto const& post = status->post;
            older = older || !post.written_at || *post.written_at < since;
            bool const wanted = post.written_at && *post.written_at >= since && status->in_reply_to_id;
            if (!wanted || status->account_id != us->id) continue;
            if (auto const parent = uri_of(*status->in_reply_to_id))
                replies.push_back({post.native_id, *parent, std::string(without_mentions(post.text)),
                                   post.url, *post.written_at});
        }
        if (older || list.size() < own_page_size) break;
    }
    return replies;
}

namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using Why = NotConnected::Why;

/// Without `read:follows` nobody tells whether an author has blocked us.
constexpr std::array<std::string_view, 6> needed{"read:accounts",      "read:follows",  "read:search",
                                                 "read:notifications", "read:statuses", "write:statuses"};
constexpr std::string_view shows_code = "urn:ietf:wg:oauth:2.0:oob";
constexpr auto form_type = "application/x-www-form-urlencoded";
/// How servers without such an address answer.
std::vector<int> const refusals{400, 401, 403, 404, 405, 406, 410, 418, 422, 501};

std::string scopes() {
    std::string all;
    for (auto const scope : needed) all += (all.empty() ? "" : " ") + std::string(scope);
    return all;
}

/// "read" has all that begins so. A server that does not say what it gave is believed.
bool enough(std::string_view given) {
    if (given.empty()) return true;
    auto const has = [&](std::string_view scope) {
        return (" " + std::string(given) + " ").find(" " + std::string(scope) + " ") != std::string::npos;
    };
    return std::ranges::all_of(
        needed, [&](auto scope) { return has(scope) || has(scope.substr(0, scope.find(':'))); });
}

/// What goes into a header or an address as it is.
std::string plain(Json const& value, char const* key) {
    auto const good = [](unsigned char c) { return c > 0x20 && c < 0x7F; };
    auto const text = json::text(value, key).value_or("");
    return text.size() <= 4096 && std::ranges::all_of(text, good) ? text : std::string();
}

Json json_in(transport::HttpResponse const& response) {
    return json::parsed(response.body);
}

transport::HttpResponse asked(Api& api, Call const& call) {
    try {
        return without_sending([&] { return api.call(call); });
    } catch (NetworkError const& error) {
        // What is no address to call is the one that was typed.
        if (error.error_class == Class::ours) throw NotConnected(Why::address, Class::ours, error.what());
        throw;
    }
}

bool knows_pkce(Api& api) {
    auto const response =
        asked(api, {"GET", "/.well-known/oauth-authorization-server", {}, "", "", refusals});
    auto const methods = json::list(json_in(response), "code_challenge_methods_supported");
    return response.status == 200 && std::ranges::find(methods, Json("S256")) != methods.end();
}

}  // namespace

MastodonAccountLink::MastodonAccountLink(MastodonSettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock) {}

AccountLink::State MastodonAccountLink::state() const {
    auto const now = mastodon_login(settings_);
    State state;
    state.connected = !now.token.empty();
    state.in_settings = now.in_settings;
    state.handle = now.acct;
    state.server = now.instance;
    return state;
}

AccountLink::Form MastodonAccountLink::form() const {
    Form form;
    form.server = mastodon_login(settings_).instance;
    form.can_show_code = true;
    return form;
}

/// "https://host", whatever stood behind it.
std::string MastodonAccountLink::checked_instance(std::string const& typed) const {
    auto const url = parse_url(typed.find("://") == typed.npos ? "https://" + typed : typed);
    auto const address = url ? lower_ascii(url->origin()) : "";
    if (url && address == settings_.instance) return address;
    auto const strange = [](unsigned char c) {
        return !std::isalnum(c) && c != '.' && c != '-' && c != ':' && c != '[' && c != ']';
    };
    if (!url || url->has_user || !url->is_web() || (url->scheme == "http" && !settings_.private_addresses) ||
        std::ranges::any_of(url->host, strange))
        throw NotConnected(Why::address, Class::ours,
                           "mastodon: what was typed is not like https://example.social");
    return address;
}

std::optional<AccountLink::PendingAuthorization> MastodonAccountLink::begin(Entered const& entered) {
    auto const instance = checked_instance(entered.server);
    auto const api = mastodon_api(settings_, instance, clock_);
    auto const redirect = entered.redirect.empty() ? std::string(shows_code) : entered.redirect;
    auto const ours = application(*api, instance, redirect);
    PendingAuthorization leaving{"", storage::random_base32(20), entered.redirect, ""};
    Query query;
    query.add("response_type", std::string_view("code")).add("client_id", std::string_view(ours.id));
    query.add("redirect_uri", std::string_view(redirect)).add("scope", std::string_view(scopes()));
    query.add("state", std::string_view(leaving.state));
    // Whoever is signed in there in this browser is asked which account it shall be.
    query.add("force_login", std::string_view("true"));
    std::string verifier;
    if (knows_pkce(*api)) {
        verifier = pkce_verifier();
        query.add("code_challenge", std::string_view(pkce_challenge(verifier)));
        query.add("code_challenge_method", std::string_view("S256"));
    }
    leaving.url = instance + query.after("/oauth/authorize");
    leaving.secret = json::written({{"instance", instance},
                                    {"redirect", redirect},
                                    {"client_id", ours.id},
                                    {"client_secret", ours.secret},
                                    {"verifier", verifier}});
    return leaving;
}

MastodonAccountLink::Application MastodonAccountLink::application(Api& api, std::string const& instance,
                                                                  std::string const& redirect) {
    {
        std::lock_guard const hold(mutex_);
        if (last_.instance == instance && last_.redirect == redirect) return last_;
    }
    auto fresh = registered(api, instance, redirect);
    std::lock_guard const hold(mutex_);
    return last_ = std::move(fresh);
}

MastodonAccountLink::Application MastodonAccountLink::registered(Api& api, std::string const& instance,
                                                                 std::string const& redirect) const {
    Query form;
    form.add("client_name", std::string_view("SupportAwards"));
    form.add("redirect_uris", std::string_view(redirect)).add("scopes", std::string_view(scopes()));
    Call const call{"POST", "/api/v1/apps", {}, form.text(), form_type, refusals};
    auto const response = asked(api, call);
    auto const answer = json_in(response);
    Application made{instance, redirect, plain(answer, "client_id"), plain(answer, "client_secret")};
    if (response.status / 100 == 2 && !made.id.empty() && !made.secret.empty()) return made;
    auto const what = api.name_of(call) + " was answered with " + std::to_string(response.status);
    if (response.status == 422 || response.status == 403 || response.status == 401)
        throw NotConnected(Why::application, Class::auth, what);
    throw NotConnected(Why::other_software, Class::theirs, what + ": it gave no application");
}

void MastodonAccountLink::forget_application() {
    std::lock_guard const hold(mutex_);
    last_ = {};
}

void MastodonAccountLink::finish(PendingAuthorization const& leaving, std::string_view code) {
    auto const kept = json::parsed(leaving.secret);
    auto const part = [&](char const* key) { return json::text(kept, key).value_or(""); };
    auto const instance = part("instance");
    auto const api = mastodon_api(settings_, instance, clock_);
    Query form;
    form.add("grant_type", std::string_view("authorization_code")).add("code", code);
    form.add("client_id", std::string_view(part("client_id")));
    form.add("client_secret", std::string_view(part("client_secret")));
    form.add("redirect_uri", std::string_view(part("redirect")));
    form.add("scope", std::string_view(scopes()));
    if (auto const verifier = part("verifier"); !verifier.empty())
        form.add("code_verifier", std::string_view(verifier));
    Call const exchange{"POST", "/oauth/token", {}, form.text(), form_type, {400, 401, 403, 422}};
    auto const response = asked(*api, exchange);
    auto const what = api->name_of(exchange) + " was answered with " + std::to_string(response.status);
    if (response.status == 401 || response.status == 403) {
        forget_application();  // It may have been deleted there.
        throw NotConnected(Why::code, Class::auth, what);
    }
    if (response.status >= 400) throw NotConnected(Why::code, Class::auth, what);
    auto const answer = json_in(response);
    auto const token = plain(answer, "access_token");
    if (token.empty()) throw NotConnected(Why::no_token, Class::theirs, what + ": it gave no token");
    if (!enough(json::text(answer, "scope").value_or("")))
        throw NotConnected(Why::too_little, Class::auth, "mastodon: the token allows less than is needed");

    Call const who{"GET",
                   "/api/v1/accounts/verify_credentials",
                   {{"Authorization", "Bearer " + token}},
                   "",
                   "",
                   {401, 403, 404, 422}};
    auto const shown = asked(*api, who);
    auto const account = json_in(shown);
    if (shown.status != 200 || !json::text(account, "id"))
        throw NotConnected(Why::no_token, Class::auth,
                           api->name_of(who) + " was answered with " + std::to_string(shown.status));
    auto const file = mastodon_account_file(settings_);
    auto const lock = file.lock();
    file.write({{"instance", instance},
                {"access_token", token},
                {"client_id", part("client_id")},
                {"client_secret", part("client_secret")},
                {"acct", json::text(account, "acct").value_or("")}});
}

void MastodonAccountLink::disconnect() {
    auto const file = mastodon_account_file(settings_);
    AccountFile::Values kept;
    {
        auto const lock = file.lock();
        kept = file.read();
        file.remove();
    }
    if (kept["access_token"].empty()) return;
    Query form;
    form.add("client_id", std::string_view(kept["client_id"]));
    form.add("client_secret", std::string_view(kept["client_secret"]));
    form.add("token", std::string_view(kept["access_token"]));
    try {
        mastodon_api(settings_, kept["instance"], clock_)->post("/oauth/revoke", form.text(), form_type);
    } catch (NetworkError const& error) {
        // It is forgotten here all the same.
        log::warn("the instance was not told that the account is disconnected",
                  {{"network", log::vouched("mastodon")}, {"why", error}});
    }
}

}  // namespace bot::networks
