#include "bot/networks/bluesky/bluesky.h"
#include "tests/bot/networks/conformance.h"

namespace {

test::HttpAnswer tokens(std::string const& which) {
    return test::json_answer(
        R"({"did": "did:plc:awards", "handle": "awards.example", "active": true, "accessJwt": "secret-access-)" +
        which + R"(", "refreshJwt": "secret-refresh-)" + which + "\"}");
}

}  // namespace

test::Connector test::bluesky_connector() {
    Connector connector;
    connector.name = "bluesky";
    connector.connect = [](Connector::On const& on) {
        bot::networks::BlueskySettings settings;
        settings.host = on.base;
        settings.handle = "awards.example";
        settings.app_password = "secret-password";
        settings.queries = {"otter"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        settings.private_addresses = true;
        return bot::networks::bluesky(settings, on.clock);
    };
    connector.prepare = [](HttpServer& server) {
        server.answer("/xrpc/com.atproto.server.createSession", tokens("1"));
        server.answer("/xrpc/com.atproto.server.refreshSession", tokens("2"));
        server.answer("/xrpc/app.bsky.notification.listNotifications",
                      json_answer(R"({"notifications": []})"));
        server.answer("/xrpc/app.bsky.feed.getPostThread",
                      json_answer(R"({"error": "NotFound", "message": "Post not found"})", 400));
    };
    connector.search_path = "/xrpc/app.bsky.feed.searchPosts";
    connector.ordinary = {"at://did:plc:mira2otter/app.bsky.feed.post/3lotter22222a",
                          "at://did:plc:noor/app.bsky.feed.post/3lreply",
                          "at://did:plc:odd/app.bsky.feed.post/3lodd"};
    connector.paged = {"at://did:plc:ben/app.bsky.feed.post/3lpage3",
                       "at://did:plc:ben/app.bsky.feed.post/3lpage2",
                       "at://did:plc:ben/app.bsky.feed.post/3lpage1"};
    connector.refused_status = 400;
    connector.renews = true;
    connector.parent = connector.ordinary.front();
    connector.look_path = "/xrpc/app.bsky.feed.getPosts";
    connector.missing_status = 200;
    return connector;
}
