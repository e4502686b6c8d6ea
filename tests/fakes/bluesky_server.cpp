#include "tests/fakes/bluesky_server.h"

#include <sstream>
#include <stdexcept>

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

BlueskyServer::BlueskyServer() {
    http_.answer_by([this](HttpAsked const& asked) { return answer(asked); });
}

HttpAnswer BlueskyServer::answer(HttpAsked const& asked) {
    std::lock_guard const hold(mutex_);
    auto const method = method_of(asked);
    if (auto& once = once_[method]; !once.empty()) {
        auto said = std::move(once.front());
        once.pop_front();
        return said;
    }
    if (method == "com.atproto.server.createSession") return sign_in(asked);
    if (method == "com.atproto.server.refreshSession") return renew(asked);
    auto const token = bearer(asked);
    if (token.empty()) return error("AuthMissing", "Authentication Required", 401);
    if (token != access_)
        return token == old_access_ ? error("ExpiredToken", "Token has expired")
                                    : error("InvalidToken", "Token could not be verified");
    if (method == "app.bsky.feed.searchPosts") return page(asked);
    if (method == "app.bsky.notification.listNotifications") return ok(notifications_);
    if (method == "app.bsky.feed.getPosts") return posts(asked);
    if (method == "app.bsky.feed.getPostThread") {
        auto const found = threads_.find(asked.param("uri"));
        return found == threads_.end() ? error("NotFound", "Post not found")
                                       : ok({{"thread", found->second}});
    }
    if (method == "com.atproto.repo.putRecord") return put(asked);
    if (method == "com.atproto.repo.getRecord") return get_record(asked);
    return error("MethodNotImplemented", "Method Not Implemented", 501);
}

HttpAnswer BlueskyServer::tokens() {
    ++pairs_;
    old_access_ = access_;
    access_ = "access-" + std::to_string(pairs_);
    refresh_ = "refresh-" + std::to_string(pairs_);
    json body{{"accessJwt", access_},
              {"refreshJwt", refresh_},
              {"did", own_did},
              {"handle", "awards.example"},
              {"active", true}};
    if (!pds_.empty())
        body["didDoc"] = {
            {"id", own_did},
            {"service",
             {{{"id", "#atproto_pds"}, {"type", "AtprotoPersonalDataServer"}, {"serviceEndpoint", pds_}}}}};
    return ok(body);
}

HttpAnswer BlueskyServer::sign_in(HttpAsked const& asked) {
    auto const body = json::parse(asked.body, nullptr, false);
    if (body.value("password", "") != password_)
        return error("AuthenticationRequired", "Invalid identifier or password", 401);
    return tokens();
}

HttpAnswer BlueskyServer::renew(HttpAsked const& asked) {
    if (!asked.body.empty() || asked.headers.contains("content-type"))
        return error("InvalidRequest", "A request body was provided when none was expected");
    return bearer(asked) == refresh_ ? tokens() : error("ExpiredToken", "Token has expired");
}

HttpAnswer BlueskyServer::page(HttpAsked const& asked) {
    auto const found = pages_.find(asked.param("q"));
    if (found == pages_.end() || found->second.empty()) return ok({{"posts", json::array()}});
    auto const cursor = asked.param("cursor");
    auto const at = cursor.empty() ? 0 : std::stoul(cursor);
    return ok(found->second.at(std::min(at, found->second.size() - 1)));
}

HttpAnswer BlueskyServer::posts(HttpAsked const& asked) {
    auto there = json::array();
    for (auto const& uri : params(asked, "uris"))
        if (views_.contains(uri)) there.push_back(views_.at(uri));
    return ok({{"posts", there}});
}

HttpAnswer BlueskyServer::put(HttpAsked const& asked) {
    auto const body = json::parse(asked.body, nullptr, false);
    auto const rkey = body.value("rkey", "");
    json answer{{"uri", std::string("at://") + own_did + "/app.bsky.feed.post/" + rkey},
                {"cid", "bafyreply"}};
    if (auto const found = records_.find(rkey); found != records_.end())
        return found->second == body["record"] ? ok(answer) : error("InvalidSwap", "Record was at bafyreply");
    records_[rkey] = body["record"];
    answer["commit"] = {{"cid", "bafycommit"}, {"rev", rkey}};
    return ok(answer);
}

HttpAnswer BlueskyServer::get_record(HttpAsked const& asked) {
    auto const found = records_.find(asked.param("rkey"));
    if (found == records_.end()) return error("RecordNotFound", "Could not locate record");
    return ok({{"uri", std::string("at://") + own_did + "/app.bsky.feed.post/" + found->first},
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
    std::lock_guard const hold(mutex_);
    once_[method].push_back(std::move(said));
}

void BlueskyServer::finds(std::string const& query, std::vector<json> pages) {
    std::lock_guard const hold(mutex_);
    pages_[query] = std::move(pages);
}

void BlueskyServer::notifies(json body) {
    std::lock_guard const hold(mutex_);
    notifications_ = std::move(body);
}

void BlueskyServer::shows(std::string const& uri, json view) {
    std::lock_guard const hold(mutex_);
    if (view.is_null())
        views_.erase(uri);
    else
        views_[uri] = std::move(view);
}

void BlueskyServer::shows_thread(std::string const& uri, json node) {
    std::lock_guard const hold(mutex_);
    threads_[uri] = std::move(node);
}

void BlueskyServer::expire_access() {
    std::lock_guard const hold(mutex_);
    old_access_ = std::exchange(access_, "none");
}

void BlueskyServer::revoke_access() {
    std::lock_guard const hold(mutex_);
    access_ = old_access_ = "none";
}

void BlueskyServer::expire_refresh() {
    std::lock_guard const hold(mutex_);
    refresh_ = "none";
}

void BlueskyServer::keep_at(std::string const& pds) {
    std::lock_guard const hold(mutex_);
    pds_ = pds;
}

void BlueskyServer::password(std::string password) {
    std::lock_guard const hold(mutex_);
    password_ = std::move(password);
}

std::map<std::string, json> BlueskyServer::records() const {
    std::lock_guard const hold(mutex_);
    return records_;
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
