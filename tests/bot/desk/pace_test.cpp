#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/desk/recheck.h"
#include "bot/listen/watchlist/watching.h"
#include "bot/networks/mastodon/mastodon.h"
#include "tests/bot/desk/office.h"
#include "tests/bot/networks/fixture_file.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using nlohmann::json;
using storage::Reply;
using test::fixture_answer;
using test::json_answer;

// What people do at a network that is listened to at the same time, with the settings' own pace.
namespace {

constexpr auto uri = "https://brook.example/users/bert/statuses/117100000000000003";
constexpr auto status_path = "/api/v1/statuses/117100000000000003";

/// A desk whose network is an instance, and a new installation's watch list there.
struct Busy {
    test::HttpServer server;
    test::FreshOffice office{"sqlite"};
    std::unique_ptr<bot::networks::Network> mastodon;
    bot::networks::WatchQuery watched;
    std::string cursor;
    int rounds = 0;

    Busy() {
        server.answer("/api/v2/instance", fixture_answer("mastodon/instance_v2"));
        server.answer("/api/v1/accounts/verify_credentials", fixture_answer("mastodon/account"));
        server.answer("/api/v2/search", fixture_answer("mastodon/search"));
        server.answer(status_path, fixture_answer("mastodon/parent"));
        server.answer("/api/v1/statuses", fixture_answer("mastodon/reply"));
        server.answer("/api/v1/notifications", json_answer("[]"));
        server.answer(json_answer("[]"));
        bot::networks::MastodonSettings settings;
        settings.instance = server.address();
        settings.access_token = "secret";
        mastodon = std::make_unique<bot::networks::Network>(bot::networks::mastodon(settings, office->clock));
        office->networks[0].answerer = std::move(mastodon->answerer);
        bot::listen::seed_queries(office->store, office->clock.now());
        watched = bot::listen::watched_on(office->store, "mastodon").query;
    }
    /// As the listener's thread does: asks when it may, for that second.
    void listen() {
        for (int page = 0; page < 100; ++page) {
            try {
                auto const found = mastodon->listener->search(watched, cursor);
                cursor = found.cursor;
                if (!found.more) ++rounds;
                if (!found.more || found.wait > 0ms) return;
            } catch (NetworkError const&) {
                return;
            }
        }
    }
    void pass(std::chrono::seconds time) {
        for (auto second = 0s; second < time; ++second) {
            office->clock.advance(1s);
            listen();
            office->sender.run_once();
        }
    }
    storage::CandidateId find() {
        auto const parent = json::parse(test::fixture_file("mastodon/parent"));
        auto const words = mastodon->listener ? office->networks[0].answerer->look(uri).text : "";
        return office->find({.name = uri, .text = words});
    }
    long long asked(std::string const& method, std::string const& path) const {
        auto const all = server.asked();
        return std::ranges::count_if(
            all, [&](auto const& call) { return call.method == method && call.path() == path; });
    }
};

}  // namespace

TEST_CASE("a new installation's watch list on Mastodon is as long as the settings reckon", "[desk][pace]") {
    Busy busy;
    auto const cost = busy.mastodon->listener->round_cost(busy.watched);
    REQUIRE(cost);
    CHECK(cost->calls == 26);  // config/rules.cpp
    CHECK(cost->takes == 39s);
}

TEST_CASE("an approved reply leaves while everything is listened to", "[desk][pace]") {
    Busy busy;
    auto const found = busy.find();
    busy.pass(120s);  // What may be asked at once is used up.
    auto const id = busy.office->approve(found).id;
    auto const looked = busy.asked("GET", status_path);
    busy.pass(12s);
    CHECK(busy.office->reply(id).state == Reply::State::sent);
    CHECK(busy.asked("POST", "/api/v1/statuses") == 1);
    CHECK(busy.asked("GET", status_path) - looked <= 2);
    busy.pass(300s);
    CHECK(busy.rounds > 5);  // And listening goes on.
    CHECK(busy.asked("POST", "/api/v1/statuses") == 1);
}

TEST_CASE("operators are not refused for what the listener asks", "[desk][pace]") {
    Busy busy;
    auto const found = busy.find();
    busy.pass(120s);
    auto const before = busy.server.asked().size();
    // As many calls as a dozen posts that are opened, approved and answered within a minute.
    for (int i = 0; i < 12; ++i) {
        for (int look = 0; look < 3; ++look) CHECK_NOTHROW(busy.office->queue.claim(found, busy.office->ana));
        busy.pass(5s);
    }
    busy.pass(240s);
    CHECK(busy.server.asked().size() - before <= 300);
}
