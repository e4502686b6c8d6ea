#include "bot/networks/lemmy/lemmy.h"
#include "tests/bot/networks/conformance.h"
#include "tests/bot/networks/fixture_file.h"

test::Connector test::lemmy_connector() {
    Connector connector;
    connector.name = "lemmy";
    connector.connect = [](Connector::On const& on) {
        bot::networks::LemmySettings settings;
        settings.instance = on.base;
        settings.username = "awards";
        settings.password = "secret-password";
        settings.communities = {"shopping"};
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        return bot::networks::lemmy(settings, on.clock);
    };
    connector.prepare = [](HttpServer& server) {
        server.answer("/api/v3/user/login", fixture_answer("lemmy/login"));
        server.answer("/api/v3/site", fixture_answer("lemmy/site"));
        server.answer("/api/v3/post/list", json_answer(R"({"posts":[]})"));
        server.answer("/api/v3/user/mention", json_answer(R"({"mentions":[]})"));
        server.answer("/api/v3/user/replies", json_answer(R"({"replies":[]})"));
        server.answer("/api/v3/resolve_object", fixture_answer("lemmy/resolved"));
    };
    connector.search_path = "/api/v3/comment/list";
    connector.ordinary = {"https://glade.example/comment/18", "https://glade.example/comment/20",
                          "https://moss.example/comment/24"};
    connector.paged = {"https://glade.example/comment/32", "https://glade.example/comment/33",
                       "https://glade.example/comment/31"};
    connector.refused_status = 400;
    connector.renews = true;
    connector.parent = "https://moss.example/comment/24";
    connector.look_path = "/api/v3/comment";
    connector.missing_status = 400;
    return connector;
}
