#include "bot/networks/mastodon/server.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

constexpr auto instance_lives = std::chrono::hours(24);
constexpr auto retry_after_nothing = std::chrono::hours(1);
constexpr std::size_t remembered_statuses = 5000;
/// An instance that does not have an address says so in one of these ways.
std::vector<int> const not_there{400, 403, 404, 405, 406, 410, 418, 422, 501};

/// An application's own token is refused so where a person's is needed.
bool wants_a_person(transport::HttpResponse const& response) {
    auto const refusal = json::text(json::parsed(response.body), "error").value_or("");
    return refusal.find("authenticated user") != std::string::npos ||
           refusal.find("access token") != std::string::npos;
}

std::optional<std::string> found_in(std::unordered_map<std::string, std::string> const& names,
                                    std::string const& name) {
    auto const found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

MastodonLogin mastodon_login(MastodonSettings const& settings) {
    if (!settings.access_token.empty()) return {settings.instance, settings.access_token, "", true};
    auto kept = mastodon_account_file(settings).read();
    if (kept["instance"].empty() || kept["access_token"].empty()) return {settings.instance, "", "", false};
    return {kept["instance"], kept["access_token"], kept["acct"], false};
}

AccountFile mastodon_account_file(MastodonSettings const& settings) {
    return {settings.account_file, "mastodon"};
}

std::shared_ptr<Api> mastodon_api(MastodonSettings const& settings, std::string const& instance,
                                  Clock const& clock) {
    ApiSettings api{settings, "mastodon", instance, settings.rate};
    // What the settings name may well stand in the same house.
    if (instance == settings.instance) api.private_addresses = true;
    return std::make_shared<Api>(std::move(api), clock);
}

bool may_stream_privately(MastodonSettings const& settings, std::string const& declared,
                          std::string const& streaming) {
    if (settings.private_addresses) return true;
    auto const own = parse_url(settings.instance), named = parse_url(streaming);
    if (settings.instance != declared || !own || !named) return false;
    return transport::is_private_host(own->host) || own->host == named->host;
}

MastodonServer::MastodonServer(MastodonSettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock) {
    auto const account = mastodon_login(settings_);
    access_ = {account.instance, account.token, mastodon_api(settings_, account.instance, clock_)};
}

/// An account that was connected since is taken up here.
MastodonServer::Access MastodonServer::access() {
    auto const account = mastodon_login(settings_);
    Hold const hold(mutex_);
    if (account.instance == access_.instance && account.token == access_.token) return access_;
    if (account.instance != access_.instance) {
        access_.api = mastodon_api(settings_, account.instance, clock_);
        instance_.reset();
        learned_limit_.reset();
        ids_by_uri_.clear();
        uris_by_id_.clear();
        remembered_.clear();
    }
    ourselves_.reset();
    ourselves_until_ = {};
    access_ = {account.instance, account.token, access_.api, access_.number + 1};
    return access_;
}

MastodonSettings MastodonServer::settings() {
    auto const now = access();
    auto settings = settings_;
    settings.instance = now.instance;
    settings.access_token = now.token;
    return settings;
}

transport::HttpResponse MastodonServer::call(Call call) {
    auto const now = access();
    if (!now.token.empty()) call.headers.emplace_back("Authorization", "Bearer " + now.token);
    bool const expected = std::ranges::find(call.also, 422) != call.also.end();
    if (!expected) call.also.push_back(422);
    auto response = now.api->call(call);
    if (response.status == 422 && !expected) fail(call, response);
    return response;
}

void MastodonServer::fail(Call const& call, transport::HttpResponse const& response) {
    if (response.status == 422 && wants_a_person(response))
        throw NetworkError(Class::auth,
                           api()->name_of(call) + " was answered with 422: " +
                               (signed_in() ? "the access token is not a person's"
                                            : "it needs an account; connect one on the console"));
    api()->fail(call, response);
}

MastodonInstance MastodonServer::instance() {
    auto const number = access().number;
    {
        Hold const hold(mutex_);
        if (instance_ && clock_.now() < instance_until_) return *instance_;
    }
    auto read = read_instance();
    Hold const hold(mutex_);
    if (number != access_.number) return read;
    instance_until_ = clock_.now() + (read.version.empty() ? retry_after_nothing : instance_lives);
    if (learned_limit_) read.limits.characters = std::min(read.limits.characters, *learned_limit_);
    instance_ = read;
    return read;
}

std::optional<MastodonInstance> MastodonServer::known_instance() {
    access();
    Hold const hold(mutex_);
    return instance_;
}

MastodonInstance MastodonServer::read_instance() {
    MastodonInstance read;
    if (auto const url = parse_url(settings().instance)) read.domain = url->authority();
    for (auto const* path : {"/api/v2/instance", "/api/v1/instance"})
        if (take_instance(read, json::parsed_if_ok(call({.path = path, .also = not_there})))) break;
    if (read.software.empty() || read.software == "mastodon") {
        auto const named = software_by_nodeinfo();
        if (!named.empty()) read.software = named;
    }
    return read;
}

std::string MastodonServer::software_by_nodeinfo() {
    auto const read = [&](std::string const& path) {
        return json::parsed_if_ok(call({.path = path, .also = not_there}));
    };
    auto const path = nodeinfo_path(read("/.well-known/nodeinfo"));
    if (!path) return "";
    auto const document = read(*path);
    return lower_ascii(json::text(json::deep(document, "software/name")).value_or(""));
}

void MastodonServer::learn_limit(std::size_t characters) {
    Hold const hold(mutex_);
    learned_limit_ = characters;
    if (instance_) instance_->limits.characters = std::min(instance_->limits.characters, characters);
}

std::optional<MastodonAccount> MastodonServer::ourselves() {
    auto const now = access();
    if (now.token.empty()) return std::nullopt;
    {
        Hold const hold(mutex_);
        if (clock_.now() < ourselves_until_) return ourselves_;
    }
    auto read = read_ourselves();
    Hold const hold(mutex_);
    if (now.number != access_.number) return read;
    ourselves_until_ = clock_.now() + (read ? instance_lives : retry_after_nothing);
    ourselves_ = read;
    return read;
}

std::optional<MastodonAccount> MastodonServer::read_ourselves() {
    Call const call{.path = "/api/v1/accounts/verify_credentials", .also = {403, 404, 422}};
    auto const response = this->call(call);
    // 422 is what snac says of a bad token, Mastodon of an application's.
    if (response.status == 422)
        throw NetworkError(Class::auth,
                           api()->name_of(call) + " was answered with 422: the access token is no good");
    if (response.status / 100 != 2) return std::nullopt;
    auto const account = json::body_of(response, api()->name_of(call));
    auto const id = json::text(account, "id");
    if (!id) throw NetworkError(Class::theirs, api()->name_of(call) + ": the answer does not say who we are");
    auto const acct = json::text(account, "acct");
    return MastodonAccount{*id, acct ? *acct : json::text(account, "username").value_or(""),
                           json::truth(account, "bot"), json::text(account, "uri").value_or("")};
}

void MastodonServer::remember(std::string const& id, std::string const& uri) {
    Hold const hold(mutex_);
    if (!uris_by_id_.emplace(id, uri).second) return;
    ids_by_uri_[uri] = id;
    remembered_.emplace_back(id, uri);
    if (remembered_.size() <= remembered_statuses) return;
    uris_by_id_.erase(remembered_.front().first);
    ids_by_uri_.erase(remembered_.front().second);
    remembered_.pop_front();
}

std::optional<std::string> MastodonServer::id_of(std::string const& uri) const {
    Hold const hold(mutex_);
    return found_in(ids_by_uri_, uri);
}

std::optional<std::string> MastodonServer::uri_of(std::string const& id) const {
    Hold const hold(mutex_);
    return found_in(uris_by_id_, id);
}

}  // namespace bot::networks
