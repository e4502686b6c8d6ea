#include "bot/networks/x/x.h"
#include "tests/bot/networks/conformance.h"
#include "tests/tools/world.h"

namespace {

/// Where the network that is being tried books its calls.
storage::Store& fresh_store() {
    static std::unique_ptr<test::World> world;
    world = std::make_unique<test::World>();
    return world->store;
}

}  // namespace

test::Connector test::x_connector() {
    Connector connector;
    connector.name = "x";
    connector.connect = [](Connector::On const& on) {
        bot::networks::XSettings settings;
        settings.api = on.base;
        settings.bearer_token = "secret-bearer";
        settings.queries = {"otter support"};
        settings.daily_cap = 1'000'000'000'000;
        settings.back_fill = std::chrono::hours(24);
        settings.user_agent = "SupportAwards/9 (+https://awards.example)";
        settings.timeout = on.timeout;
        settings.private_addresses = true;
        return bot::networks::x(settings, on.clock, &fresh_store());
    };
    connector.search_path = "/2/tweets/search/recent";
    connector.ordinary = {"2071800000000000301", "2071800000000000290", "2071800000000000200"};
    connector.paged = {"2071800000000000405", "2071800000000000404", "2071800000000000403"};
    connector.parent = "2071800000000000301";
    connector.look_path = "/2/tweets";
    connector.missing_status = 200;
    return connector;
}
