#pragma once

#include <memory>
#include <string>

#include "bot/networks/lemmy/lemmy.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/tools/world.h"

namespace test {

/// An instance that knows the fixtures and has no posts yet, and the connector that is on it.
struct Glade {
    Folder folder;
    HttpServer server;
    ManualClock clock;
    bot::networks::LemmySettings settings;
    std::shared_ptr<bot::networks::LemmyServer> lemmy;
    std::string cursor;

    Glade() {
        settings.instance = server.address();
        settings.queries = {"Lantern support"};
        settings.back_fill = std::chrono::hours(24);
        server.answer("/api/v3/user/login", fixture_answer("lemmy/login"));
        server.answer("/api/v3/site", fixture_answer("lemmy/site"));
        server.answer("/api/v3/search", fixture_answer("lemmy/empty"));
        server.answer("/api/v3/user/mention", json_answer(R"({"mentions":[]})"));
        server.answer("/api/v3/user/replies", json_answer(R"({"replies":[]})"));
        server.answer("/api/v3/resolve_object", fixture_answer("lemmy/resolved"));
        server.answer("/api/v3/comment", fixture_answer("lemmy/parent"));
        server.answer("/api/v3/comment/list", fixture_answer("lemmy/no_replies"));
        restart();
    }
    void with_account() {
        settings.username = "awards";
        settings.password = "secret-password";
        settings.session_file = folder / "keys/lemmy.session";
        restart();
    }
    void restart() { lemmy = std::make_shared<bot::networks::LemmyServer>(settings, clock); }
    void says(std::string const& path, HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    /// All that is there stands on the first page.
    void has(std::string const& path, HttpAnswer answer) {
        says(path, std::move(answer));
        server.answer(path, json_answer(R"({"comments":[],"posts":[],"mentions":[],"replies":[]})"));
    }
    bot::networks::SearchPage search(std::string const& query = "") {
        auto page = bot::networks::lemmy_listener(lemmy, clock)->search({query}, cursor);
        cursor = page.cursor;
        return page;
    }
    bot::networks::SearchPage listen() {
        bot::networks::SearchPage all;
        for (bool more = true; more;) {
            auto page = search();
            all.posts.insert(all.posts.end(), page.posts.begin(), page.posts.end());
            all.gone.insert(all.gone.end(), page.gone.begin(), page.gone.end());
            all.skipped.insert(all.skipped.end(), page.skipped.begin(), page.skipped.end());
            more = page.more;
        }
        return all;
    }
    std::size_t asked(std::string const& path) const {
        std::size_t many = 0;
        for (auto const& call : server.asked()) many += call.path() == path;
        return many;
    }
};

}  // namespace test
