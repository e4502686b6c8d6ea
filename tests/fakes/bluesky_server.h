#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "tests/fakes/http_server.h"

namespace test {

/// A personal data server with its app view behind it, as far as the connector asks, with the answers that
/// the real one gives. The account is did:plc:awards with the password "app-password".
class BlueskyServer {
public:
    static constexpr auto own_did = "did:plc:awards";

    BlueskyServer();
    ~BlueskyServer();

    std::string address() const { return http_.address(); }
    HttpServer const& http() const { return http_; }
    /// How often that method ("com.atproto.server.createSession") was asked.
    int asked(std::string const& method) const;
    /// The last request of that method.
    HttpAsked last(std::string const& method) const;

    /// Instead of what it would say: once, to the next request of that method.
    void say_once(std::string const& method, HttpAnswer answer);

    /// The pages of that query's results: bodies of searchPosts, the last one repeated.
    void finds(std::string const& query, std::vector<nlohmann::json> pages);
    void notifies(nlohmann::json body);
    /// What getPosts gives; a null removes it.
    void shows(std::string const& uri, nlohmann::json view);
    /// What getPostThread gives as `thread`.
    void shows_thread(std::string const& uri, nlohmann::json node);

    /// The access token is out of date from now on; or not taken at all.
    void expire_access();
    void revoke_access();
    void expire_refresh();
    /// The DID document says that the account is kept there.
    void keep_at(std::string const& pds);
    void password(std::string password);
    /// Records by rkey.
    std::map<std::string, nlohmann::json> records() const;

private:
    struct State;
    std::unique_ptr<State> const state_;
    HttpServer http_;  // last: it asks the state
};

/// A postView with everything in it that the connector reads. `written` is RFC 3339.
nlohmann::json post_view(std::string const& rkey, std::string const& text, std::string const& written,
                         std::string const& author = "did:plc:mira");

}  // namespace test
