#include "bot/networks/feeds/feeds.h"

#include <catch2/catch.hpp>

#include "tests/bot/networks/conformance_stage.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;

namespace {

test::HttpAnswer feed(std::string const& items,
                      std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {200, "<rss version=\"2.0\"><channel>" + items + "</channel></rss>", std::move(headers)};
}

std::string item(std::string const& id) {
    return "<item><guid>" + id + "</guid><title>words</title></item>";
}

struct Reader {
    explicit Reader(std::vector<std::string> const& paths) {
        for (auto const& path : paths) settings.feeds.push_back(server.address() + path);
        settings.private_addresses = true;
        network = bot::networks::rss(settings, clock);
    }
    bot::networks::SearchPage search() {
        auto page = network.listener->search({}, cursor);
        cursor = page.cursor;
        return page;
    }
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::RssSettings settings;
    bot::networks::Network network;
    std::string cursor;
};

}  // namespace

TEST_CASE("a feed gives what came after it was read first, whatever its dates", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer(feed(item("1")));
    reader.server.answer(feed(item("1") + item("2")));
    auto const first = reader.search();
    CHECK(first.posts.empty());
    CHECK_FALSE(first.more);
    CHECK(first.wait == 30min);
    CHECK(reader.search().posts.empty());
    CHECK(reader.server.asked().size() == 1);
    reader.clock.advance(30min);
    CHECK(reader.search().posts.size() == 1);
    reader.clock.advance(40 * 24h);
    CHECK(reader.search().posts.empty());
}

TEST_CASE("a feed is asked with its own validators, byte for byte", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer(feed(item("1"), {{"ETag", "W/\"a b\""}, {"Last-Modified", "yesterday or so"}}));
    reader.server.answer({304, ""});
    (void)reader.search();
    reader.clock.advance(1h);
    CHECK(reader.search().posts.empty());
    auto const asked = reader.server.asked().at(1);
    CHECK(asked.headers.at("if-none-match") == "W/\"a b\"");
    CHECK(asked.headers.at("if-modified-since") == "yesterday or so");
}

TEST_CASE("a feed's own pace and hours are kept", "[networks][rss]") {
    Reader reader({"/a"});
    SECTION("ttl") {
        reader.server.answer(feed("<ttl>120</ttl>"));
        CHECK(reader.search().wait == 2h);
    }
    SECTION("max-age") {
        reader.server.answer(feed("", {{"Cache-Control", "public, max-age=3600"}}));
        CHECK(reader.search().wait == 1h);
    }
    SECTION("not longer than a day") {
        reader.server.answer(feed("<ttl>99999999</ttl>"));
        CHECK(reader.search().wait == 24h);
    }
    SECTION("hours to skip") {
        reader.server.answer(feed("<skipHours><hour>8</hour><hour>9</hour><hour>x</hour></skipHours>"));
        CHECK(reader.search().wait == 2h);
    }
}

TEST_CASE("a dead feed does not stop the others", "[networks][rss]") {
    Reader reader({"/dead?key=secret", "/alive"});
    reader.server.answer("/dead", {500, "secret"});
    reader.server.answer("/alive", feed(item("1")));
    auto const first = reader.search();
    CHECK(first.more);
    REQUIRE(first.skipped.size() == 1);
    CHECK(first.skipped.at(0).why.find("secret") == std::string::npos);
    auto const second = reader.search();
    CHECK(second.skipped.empty());
    CHECK(second.wait == 1min);
    reader.clock.advance(1min);
    CHECK(reader.search().wait == 2min);
    reader.server.forget("/alive");
    reader.server.answer("/alive", {500, ""});
    reader.clock.advance(29min);
    (void)reader.search();
    CHECK_THROWS_AS(reader.search(), NetworkError);
}

TEST_CASE("the same id in two feeds is two posts, and the address of neither is in them", "[networks][rss]") {
    Reader reader({"/a?key=secret", "/b"});
    reader.server.answer(feed(item("0")));
    (void)reader.search(), (void)reader.search();
    reader.server.forget("");
    reader.server.answer(feed(item("1")));
    reader.clock.advance(1h);
    auto const one = reader.search(), two = reader.search();
    REQUIRE(one.posts.size() == 1);
    REQUIRE(two.posts.size() == 1);
    CHECK(one.posts.at(0).native_id != two.posts.at(0).native_id);
    CHECK(reader.cursor.find("secret") == std::string::npos);
}

TEST_CASE("a feed that is gone for good is asked no more", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer({410, ""});
    CHECK(reader.search().skipped.size() == 1);
    reader.clock.advance(48h);
    CHECK(reader.search().skipped.empty());
    CHECK(reader.server.asked().size() == 1);
}
