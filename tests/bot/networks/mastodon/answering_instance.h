#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bot/networks/mastodon/mastodon.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/tools/world.h"

// An instance that is answered: what answerer_test and answer_rules_test share.
namespace test::mastodon {

inline constexpr auto uri = "https://brook.example/users/bert/statuses/117100000000000003";
inline constexpr auto words = "That team deserves an award: https://awards.example.org/n/abcd";
inline constexpr auto status_path = "/api/v1/statuses/117100000000000003";
inline constexpr auto context_path = "/api/v1/statuses/117100000000000003/context";
inline constexpr auto own_path = "/api/v1/accounts/109000000000000100/statuses";

struct Instance {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::MastodonSettings settings;
    std::unique_ptr<bot::networks::Answerer> answerer;

    Instance() {
        settings.instance = server.address();
        settings.access_token = "secret";
        server.answer("/api/v2/instance", test::fixture_answer("mastodon/instance_v2"));
        server.answer("/api/v1/accounts/verify_credentials", test::fixture_answer("mastodon/account"));
        server.answer("/api/v2/search", test::fixture_answer("mastodon/search"));
        server.answer(status_path, test::fixture_answer("mastodon/parent"));
        server.answer(context_path, test::fixture_answer("mastodon/empty_context"));
        server.answer(own_path, test::json_answer("[]"));
        server.answer("/api/v1/statuses", test::fixture_answer("mastodon/reply"));
        restart();
    }
    void restart() {
        answerer = bot::networks::mastodon_answerer(
            std::make_shared<bot::networks::MastodonServer>(settings, clock));
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    bot::networks::Composed composed() {
        return bot::networks::mastodon_reply(words, answerer->look(uri), "key-1", {});
    }
    std::vector<test::HttpAsked> asked(std::string const& method) const {
        std::vector<test::HttpAsked> all;
        for (auto const& call : server.asked())
            if (call.method == method) all.push_back(call);
        return all;
    }
    bot::networks::NetworkError failure() {
        try {
            answerer->send(composed());
        } catch (bot::networks::NetworkError const& error) {
            return error;
        }
        throw std::logic_error("it was sent");
    }
};

}  // namespace test::mastodon
