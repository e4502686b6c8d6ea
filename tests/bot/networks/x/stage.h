#pragma once

#include <string>
#include <vector>

#include "bot/networks/x/listener.h"
#include "bot/networks/x/session.h"
#include "storage/daily_totals.h"
#include "tests/bot/networks/bluesky/account.h"
#include "tests/fakes/http_server.h"

namespace test {

/// X on loopback, with a search and, if wanted, an account that is signed in: 900, @awards.
struct XStage {
    static constexpr auto search_path = "/2/tweets/search/recent";

    World world;
    HttpServer server;
    bot::networks::XSettings settings = [this] {
        bot::networks::XSettings made;
        made.api = server.address();
        made.client_id = "awards-client";
        made.bearer_token = "secret-bearer";
        made.token_file = world.folder / "x.session";
        made.queries = {"otter support"};
        made.back_fill = std::chrono::hours(24);
        made.user_agent = "SupportAwards/test";
        made.private_addresses = true;
        return made;
    }();
    std::string cursor;
    bot::networks::WatchQuery watched;

    void sign_in(std::string const& access = "secret-access-1") {
        bot::networks::XTokenFile(settings).write(
            {access, "secret-refresh-1", world.clock.now() + std::chrono::hours(2), "900", "awards"});
    }
    bot::networks::Network connect() { return bot::networks::x(settings, world.clock, &world.store); }
    bot::networks::SearchPage search(bot::networks::Network& network) {
        auto page = network.listener->search(watched, cursor);
        cursor = page.cursor;
        return page;
    }
    void search_gives(HttpAnswer answer) {
        server.forget(search_path);
        server.answer(search_path, std::move(answer));
    }
    std::vector<HttpAsked> asked_for(std::string const& path) const {
        std::vector<HttpAsked> found;
        for (auto const& asked : server.asked())
            if (asked.path() == path) found.push_back(asked);
        return found;
    }
    storage::Spend spent() const {
        return storage::spend::on(world.store, "x", storage::day_of(world.clock.now()));
    }

    /// A page of a search: words that tell the id, and where it goes on.
    static HttpAnswer posts(std::vector<std::string> const& ids, std::string const& next = "");
};

}  // namespace test
