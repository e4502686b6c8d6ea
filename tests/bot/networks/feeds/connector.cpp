#include "bot/networks/feeds/feeds.h"
#include "tests/bot/networks/conformance.h"

test::Connector test::rss_connector() {
    Connector connector;
    connector.name = "rss";
    connector.connect = [](Connector::On const& on) {
        bot::networks::RssSettings settings;
        settings.feeds = {on.base + "/feed.xml?key=secret-key"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        settings.private_addresses = true;
        return bot::networks::rss(settings, on.clock);
    };
    connector.search_path = "/feed.xml";
    connector.ending = ".xml";
    connector.content_type = "text/html";  // Feeds come so.
    connector.prefix_ends_with = ':';
    connector.ordinary = {"review-17", "https://riverside.example/reviews/16",
                          "d881a5338cf8746dec748d9c00c3bf84e56f1958e1bdd6743b24058a6036f6de"};
    connector.follows_redirects = true;
    return connector;
}
