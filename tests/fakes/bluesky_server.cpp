#include "tests/fakes/bluesky_server.h"

#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace test {
namespace {

using nlohmann::json;

HttpAnswer ok(json const& body) {
    return json_answer(body.dump());
}
HttpAnswer error(std::string const& name, std::string const& message, int status = 400) {
    return json_answer(json{{"error", name}, {"message", message}}.dump(), status);
}

std::string method_of(HttpAsked const& asked) {
    auto const path = asked.path();
    return path.starts_with("/xrpc/") ? path.substr(6) : path;
}

std::string bearer(HttpAsked const& asked) {
    auto const found = asked.headers.find("authorization");
    return found == asked.headers.end() || !found->second.starts_with("Bearer ") ? ""
                                                                                 : found->second.substr(7);
}

/// The values of a parameter that may be repeated; these need no decoding but of ':' and '/'.
std::vector<std::string> params(HttpAsked const& asked, std::string const& name) {
    std::vector<std::string> values;
    std::istringstream query(asked.target.substr(asked.target.find('?') + 1));
    for (std::string part; std::getline(query, part, '&');) {
        if (!part.starts_with(name + "=")) continue;
        HttpAsked one;
        one.target = "/?" + part;
        values.push_back(one.param(name));
    }
    return values;
}

}  // namespace

struct BlueskyServer::State {
    mutable std::mutex mutex;  // guards all below
    std::map<std::string, std::deque<HttpAnswer>> once;
    std::map<std::string, std::vector<json>> pages;
    json notifications = {{"notifications", json::array()}};
    std::map<std::string, json> views, threads, records;
    std::string access, old_access, refresh, pds, password = "app-password";
    int pairs = 0;

    HttpAnswer answer(HttpAsked const& asked);
    HttpAnswer sign_in(HttpAsked const& asked);
    HttpAnswer renew(HttpAsked const& asked);
    HttpAnswer page(HttpAsked const& asked);
    HttpAnswer posts(HttpAsked const& asked);
    HttpAnswer put(HttpAsked const& asked);
    HttpAnswer get_record(HttpAsked const& asked);
    HttpAnswer tokens();
};

BlueskyServer::BlueskyServer() : state_(std::make_unique<State>()) {
    http_.answer_by([this](HttpAsked const& asked) { return state_->answer(asked); });
}

BlueskyServer::~BlueskyServer() = default;

HttpAnswer BlueskyServer::State::answer(HttpAsked const& asked) {
    std::lock_guard const hold(mutex);
    auto const method = method_of(asked);
    if (auto& told = once[method]; !told.empty()) {
        auto said = std::move(told.front());
        told.pop_front();
        return said;
    }
    if (method == "com.atproto.server.createSession") return sign_in(asked);
    if (method == "com.atproto.server.refreshSession") return renew(asked);
    auto const token = bearer(asked);
    if (token.empty()) return error("AuthMissing", "Authentication Required", 401);
    if (token != access)
        return token == old_access ? error("ExpiredToken", "Token has expired")
                                   : error("InvalidToken", "Token could not be verified");
    if (method == "app.bsky.feed.searchPosts") return page(asked);
    if (method == "app.bsky.notification.listNotifications") return ok(notifications);
    if (method == "app.bsky.feed.getPosts") return posts(asked);
    if (method == "app.bsky.feed.getPostThread") {
        auto const found = threads.find(asked.param("uri"));
        return found == threads.end() ? error("NotFound", "Post not found") : ok({{"thread", found->second}});
    }
    if (method == "com.atproto.repo.putRecord") return put(asked);
    if (method == "com.atproto.repo.getRecord") return get_record(asked);
    return error("MethodNotImplemented", "Method Not Implemented", 501);
}

HttpAnswer BlueskyServer::State::tokens() {
    ++pairs;
    old_access = access;
    access = "access-" + std::to_string(pairs);
    refresh = "refresh-" + std::to_string(pairs);
    json body{{"accessJwt", access},
              {"refreshJwt", refresh},
              {"did", BlueskyServer::own_did},
              {"handle", "awards.example"},
              {"active", true}};
    if (!pds.empty())
        body["didDoc"] = {
            {"id", BlueskyServer::own_did},
            {"service",
             {{{"id", "#atproto_pds"}, {"type", "AtprotoPersonalDataServer"}, {"serviceEndpoint", pds}}}}};
    return ok(body);
}

HttpAnswer BlueskyServer::State::sign_in(HttpAsked const& asked) {
    auto const body = json::parse(asked.body, nullptr, false);
    if (body.value("password", "") != password)
        return error("AuthenticationRequired", "Invalid identifier or password", 401);
    return tokens();
}

HttpAnswer BlueskyServer::State::renew(HttpAsked const& asked) {
    if (!asked.body.empty() || asked.headers.contains("content-type"))
        return error("InvalidRequest", "A request body was provided when none was expected");
    return bearer(asked) == refresh ? tokens() : error("ExpiredToken", "Token has expired");
}

HttpAnswer BlueskyServer::State::page(HttpAsked const& asked) {
    auto const found = pages.find(asked.param("q"));
    if (found == pages.end() || found->second.empty()) return ok({{"posts", json::array()}});
    auto const cursor = asked.param("cursor");
    auto const at = cursor.empty() ? 0 : std::stoul(cursor);
    return ok(found->second.at(std::min(at, found->second.size() - 1)));
}

HttpAnswer BlueskyServer::State::posts(HttpAsked const& asked) {
    auto there = json::array();
    for (auto const& uri : params(asked, "uris"))
        if (views.contains(uri)) there.push_back(views.at(uri));
    return ok({{"posts", there}});
}

HttpAnswer BlueskyServer::State::put(HttpAsked const& asked) {
    auto const body = json::parse(asked.body, nullptr, false);
    auto const rkey = body.value("rkey", "");
    json answer{{"uri", std::string("at://") + BlueskyServer::own_did + "/app.bsky.feed.post/" + rkey},
                {"cid", "bafyreply"}};
    if (auto const found = records.find(rkey); found != records.end())
        return found->second == body["record"] ? ok(answer) : error("InvalidSwap", "Record was at bafyreply");
    records[rkey] = body["record"];
    answer["commit"] = {{"cid", "bafycommit"}, {"rev", rkey}};
    return ok(answer);
}

HttpAnswer BlueskyServer::State::get_record(HttpAsked const& asked) {
    auto const found = records.find(asked.param("rkey"));
    if (found == records.end()) return error("RecordNotFound", "Could not locate record");
    return ok({{"uri", std::string("at://") + BlueskyServer::own_did + "/app.bsky.feed.post/" + found->first},
               {"cid", "bafyreply"},
               {"value", found->second}});
}

int BlueskyServer::asked(std::string const& method) const {
    int count = 0;
    for (auto const& one : http_.asked()) count += method_of(one) == method;
    return count;
}

HttpAsked BlueskyServer::last(std::string const& method) const {
    auto const all = http_.asked();
    for (auto one = all.rbegin(); one != all.rend(); ++one)
        if (method_of(*one) == method) return *one;
    throw std::out_of_range(method + " was not asked");
}

void BlueskyServer::say_once(std::string const& method, HttpAnswer said) {
    std::lock_guard const hold(state_->mutex);
    state_->once[method].push_back(std::move(said));
}

void BlueskyServer::finds(std::string const& query, std::vector<json> pages) {
    std::lock_guard const hold(state_->mutex);
    state_->pages[query] = std::move(pages);
}

void BlueskyServer::notifies(json body) {
    std::lock_guard const hold(state_->mutex);
    state_->notifications = std::move(body);
}

void BlueskyServer::shows(std::string const& uri, json view) {
    std::lock_guard const hold(state_->mutex);
    if (view.is_null())
        state_->views.erase(uri);
    else
        state_->views[uri] = std::move(view);
}

void BlueskyServer::shows_thread(std::string const& uri, json node) {
    std::lock_guard const hold(state_->mutex);
    state_->threads[uri] = std::move(node);
}

void BlueskyServer::expire_access() {
    std::lock_guard const hold(state_->mutex);
    state_->old_access = std::exchange(state_->access, "none");
}

void BlueskyServer::revoke_access() {
    std::lock_guard const hold(state_->mutex);
    state_->access = state_->old_access = "none";
}

void BlueskyServer::expire_refresh() {
    std::lock_guard const hold(state_->mutex);
    state_->refresh = "none";
}

void BlueskyServer::keep_at(std::string const& pds) {
    std::lock_guard const hold(state_->mutex);
    state_->pds = pds;
}

void BlueskyServer::password(std::string password) {
    std::lock_guard const hold(state_->mutex);
    state_->password = std::move(password);
}

std::map<std::string, json> BlueskyServer::records() const {
    std::lock_guard const hold(state_->mutex);
    return state_->records;
}

json post_view(std::string const& rkey, std::string const& text, std::string const& written,
               std::string const& author) {
    return {{"uri", "at://" + author + "/app.bsky.feed.post/" + rkey},
            {"cid", "bafy" + rkey},
            {"author",
             {{"did", author},
              {"handle", author.substr(author.rfind(':') + 1) + ".test"},
              {"displayName", "Mira Otter"},
              {"viewer", {{"muted", false}, {"blockedBy", false}}},
              {"labels", json::array()}}},
            {"record",
             {{"$type", "app.bsky.feed.post"}, {"text", text}, {"createdAt", written}, {"langs", {"en"}}}},
            {"indexedAt", written},
            {"viewer", {{"threadMuted", false}}},
            {"labels", json::array()}};
}

}  // namespace test
