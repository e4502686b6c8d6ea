#include "bot/networks/reddit/reddit.h"
#include "tests/bot/networks/conformance.h"

test::Connector test::reddit_connector() {
    Connector connector;
    connector.name = "reddit";
    connector.connect = [](Connector::On const& on) {
        bot::networks::RedditSettings settings;
        settings.api = settings.sign_in = on.base;
        settings.client_id = "awards";
        settings.client_secret = "secret-client";
        settings.queries = {"otter support"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        settings.private_addresses = true;
        return bot::networks::reddit(settings, on.clock);
    };
    connector.prepare = [](HttpServer& server) {
        server.answer(
            "/api/v1/access_token",
            json_answer(R"({"access_token": "secret-token", "token_type": "bearer", "expires_in": 86400})"));
    };
    connector.search_path = "/search";
    connector.ordinary = {"t3_aaa1", "t3_aaa2", "t1_bbb1"};
    connector.paged = {"t3_aaa5", "t3_aaa4", "t3_aaa3"};
    connector.renews = true;
    connector.parent = "t3_aaa1";
    connector.look_path = "/api/info";
    connector.missing_status = 200;
    return connector;
}
