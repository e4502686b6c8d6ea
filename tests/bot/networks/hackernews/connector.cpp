#include "bot/networks/hackernews/hackernews.h"
#include "tests/bot/networks/conformance.h"

test::Connector test::hackernews_connector() {
    Connector connector;
    connector.name = "hackernews";
    connector.connect = [](Connector::On const& on) {
        bot::networks::HackerNewsSettings settings;
        settings.search = settings.items = on.base;
        settings.queries = {"otter"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        settings.private_addresses = true;
        return bot::networks::hackernews(settings, on.clock);
    };
    connector.search_path = "/api/v1/search_by_date";
    connector.ordinary = {"41000009", "41000001", "41000000"};
    connector.paged = {"41000012", "41000011", "41000010"};
    connector.refused_status = 403;
    connector.parent = "41000009";
    connector.look_path = "/v0/item/41000009.json";
    connector.missing_status = 200;
    return connector;
}
