#include "bot/networks/mastodon/mastodon.h"
#include "tests/bot/networks/conformance.h"
#include "tests/bot/networks/fixture_file.h"

test::Connector test::mastodon_connector() {
    Connector connector;
    connector.name = "mastodon";
    connector.connect = [](Connector::On const& on) {
        bot::networks::MastodonSettings settings;
        settings.instance = on.base;
        settings.access_token = "secret-token";
        settings.hashtags = {"goodsupport"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        return bot::networks::mastodon(settings, on.clock);
    };
    connector.prepare = [](HttpServer& server) {
        server.answer("/api/v2/instance", fixture_answer("mastodon/instance_v2"));
        server.answer("/api/v1/accounts/verify_credentials", fixture_answer("mastodon/account"));
        server.answer("/api/v1/notifications", json_answer("[]"));
        server.answer("/api/v2/search", fixture_answer("mastodon/search"));
    };
    connector.search_path = "/api/v1/timelines/tag/goodsupport";
    auto const bert = std::string("https://brook.example/users/bert/statuses/");
    auto const ada = std::string("https://meadow.example/users/ada/statuses/");
    connector.ordinary = {bert + "117100000000000001", ada + "117100000000000002",
                          bert + "117100000000000003"};
    connector.paged = {ada + "117100000000000012", bert + "117100000000000013", bert + "117100000000000011"};
    connector.parent = connector.ordinary.back();
    connector.look_path = "/api/v1/statuses/117100000000000003";
    return connector;
}
