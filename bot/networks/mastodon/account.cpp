#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bot/base/guarded.h"
#include "bot/base/log.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using Why = NotConnected::Why;

constexpr int own_page_size = 40, pages_of_ours = 5;

class OwnAccount : public Account {
public:
    explicit OwnAccount(std::shared_ptr<MastodonServer> server) : server_(std::move(server)) {}
    std::optional<State> look() override {
        auto const us = server_->ourselves();
        return us ? std::optional(State{us->acct, us->bot}) : std::nullopt;
    }
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::optional<std::string> uri_of(std::string const& id);

    std::shared_ptr<MastodonServer> const server_;
};

/// Of a status that the instance knows by that id.
std::optional<std::string> OwnAccount::uri_of(std::string const& id) {
    if (auto known = server_->uri_of(id)) return known;
    auto const path = "/api/v1/statuses/" + percent_encoded(id);
    auto const response = server_->call({.path = path, .also = {403, 404, 410}});
    if (response.status != 200) return std::nullopt;
    auto const status = read_mastodon_status(json::body_of(response, "mastodon: looking at a post"),
                                             server_->instance().domain);
    if (!status || status->id != id) return std::nullopt;
    server_->remember(status->id, status->post.native_id);
    return status->post.native_id;
}

std::vector<OwnReply> OwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->ourselves();
    if (!us) return replies;
    auto const domain = server_->instance().domain;
    std::string oldest;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("limit", own_page_size).add("exclude_reblogs", "true").add_if("max_id", oldest);
        auto const path = query.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses");
        auto const list = json::body_of(server_->call({.path = path}), "mastodon: reading our own posts");
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

/// Without `read:follows` nobody tells whether an author has blocked us.
constexpr std::array<std::string_view, 6> needed{"read:accounts",      "read:follows",  "read:search",
                                                 "read:notifications", "read:statuses", "write:statuses"};
constexpr std::string_view shows_code = "urn:ietf:wg:oauth:2.0:oob";
constexpr auto form_type = "application/x-www-form-urlencoded";
/// How servers without such an address answer.
std::vector<int> const refusals{400, 401, 403, 404, 405, 406, 410, 418, 422, 501};

std::string scopes() {
    return fmt::format("{}", fmt::join(needed, " "));
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
    auto const response = asked(api, {.path = "/.well-known/oauth-authorization-server", .also = refusals});
    auto const methods = json::list(json::parsed(response.body), "code_challenge_methods_supported");
    return response.status == 200 && std::ranges::find(methods, Json("S256")) != methods.end();
}

class MastodonAccountLink : public AccountLink {
public:
    MastodonAccountLink(MastodonSettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override {
        auto const now = mastodon_login(settings_);
        return {.connected = !now.token.empty(),
                .in_settings = now.in_settings,
                .handle = now.acct,
                .server = now.instance};
    }
    Form form() const override {
        return {.server = mastodon_login(settings_).instance, .can_show_code = true};
    }
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    void finish(PendingAuthorization const& leaving, std::string_view code) override;
    void disconnect() override;

private:
    struct Application {
        std::string instance, redirect, id, secret;
    };
    std::string checked_instance(std::string const& typed) const;
    Application application(Api& api, std::string const& instance, std::string const& redirect);
    Application registered(Api& api, std::string const& instance, std::string const& redirect) const;

    MastodonSettings const settings_;
    Clock const& clock_;
    Mutex mutex_;
    Application last_ GUARDED_BY(mutex_);
};

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
    query.add("response_type", "code").add("client_id", ours.id).add("redirect_uri", redirect);
    // Whoever is signed in there in this browser is asked which account it shall be.
    query.add("scope", scopes()).add("state", leaving.state).add("force_login", "true");
    std::string verifier;
    if (knows_pkce(*api)) {
        verifier = pkce_verifier();
        query.add("code_challenge", pkce_challenge(verifier)).add("code_challenge_method", "S256");
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
        Hold const hold(mutex_);
        if (last_.instance == instance && last_.redirect == redirect) return last_;
    }
    auto fresh = registered(api, instance, redirect);
    Hold const hold(mutex_);
    return last_ = std::move(fresh);
}

MastodonAccountLink::Application MastodonAccountLink::registered(Api& api, std::string const& instance,
                                                                 std::string const& redirect) const {
    Query form;
    form.add("client_name", "SupportAwards");
    form.add("redirect_uris", redirect).add("scopes", scopes());
    Call const call{"POST", "/api/v1/apps", {}, form.text(), form_type, refusals};
    auto const response = asked(api, call);
    auto const answer = json::parsed(response.body);
    Application made{instance, redirect, plain(answer, "client_id"), plain(answer, "client_secret")};
    if (response.status / 100 == 2 && !made.id.empty() && !made.secret.empty()) return made;
    auto const what = api.name_of(call) + " was answered with " + std::to_string(response.status);
    if (response.status == 422 || response.status == 403 || response.status == 401)
        throw NotConnected(Why::application, Class::auth, what);
    throw NotConnected(Why::other_software, Class::theirs, what + ": it gave no application");
}

void MastodonAccountLink::finish(PendingAuthorization const& leaving, std::string_view code) {
    auto const kept = json::parsed(leaving.secret);
    auto const part = [&](char const* key) { return json::text(kept, key).value_or(""); };
    auto const instance = part("instance");
    auto const api = mastodon_api(settings_, instance, clock_);
    Query form;
    form.add("grant_type", "authorization_code").add("code", code);
    form.add("client_id", part("client_id")).add("client_secret", part("client_secret"));
    form.add("redirect_uri", part("redirect")).add("scope", scopes());
    form.add_if("code_verifier", part("verifier"));
    Call const exchange{"POST", "/oauth/token", {}, form.text(), form_type, {400, 401, 403, 422}};
    auto const response = asked(*api, exchange);
    auto const what = api->name_of(exchange) + " was answered with " + std::to_string(response.status);
    if (response.status == 401 || response.status == 403) {
        Hold const hold(mutex_);
        last_ = {};  // It may have been deleted there.
    }
    if (response.status >= 400) throw NotConnected(Why::code, Class::auth, what);
    auto const answer = json::parsed(response.body);
    auto const token = plain(answer, "access_token");
    if (token.empty()) throw NotConnected(Why::no_token, Class::theirs, what + ": it gave no token");
    if (!enough(json::text(answer, "scope").value_or("")))
        throw NotConnected(Why::too_little, Class::auth, "mastodon: the token allows less than is needed");

    Call const who{.path = "/api/v1/accounts/verify_credentials",
                   .headers = {{"Authorization", "Bearer " + token}},
                   .also = {401, 403, 404, 422}};
    auto const shown = asked(*api, who);
    auto const account = json::parsed(shown.body);
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
    form.add("client_id", kept["client_id"]).add("client_secret", kept["client_secret"]);
    form.add("token", kept["access_token"]);
    try {
        mastodon_api(settings_, kept["instance"], clock_)
            ->call({"POST", "/oauth/revoke", {}, form.text(), form_type});
    } catch (NetworkError const& error) {
        // It is forgotten here all the same.
        log::warn("the instance was not told that the account is disconnected",
                  {{"network", log::vouched("mastodon")}, {"why", error}});
    }
}

}  // namespace

std::unique_ptr<Account> mastodon_account(std::shared_ptr<MastodonServer> server) {
    return std::make_unique<OwnAccount>(std::move(server));
}

std::unique_ptr<AccountLink> mastodon_account_link(MastodonSettings settings, Clock const& clock) {
    return std::make_unique<MastodonAccountLink>(std::move(settings), clock);
}

}  // namespace bot::networks
