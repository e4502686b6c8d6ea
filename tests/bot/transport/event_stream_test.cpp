#include "bot/transport/event_stream.h"

#include <catch2/catch.hpp>
#include <mutex>

#include "bot/transport/event_parser.h"
#include "tests/fakes/http_server.h"

using namespace std::chrono_literals;
using bot::transport::EventParser;
using bot::transport::EventStream;
using bot::transport::ServerEvent;

namespace {

std::string shown(std::vector<ServerEvent> const& events) {
    std::string all;
    for (auto const& event : events) all += event.name + "=" + event.data + ";";
    return all;
}

test::HttpAnswer events(std::string const& body) {
    return {200,
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body,
            {},
            test::HttpAnswer::Way::raw};
}

bot::transport::EventStreamSettings quick() {
    bot::transport::EventStreamSettings settings;
    settings.user_agent = "SupportAwards/9";
    settings.private_addresses = true;
    settings.retry = 1ms;
    return settings;
}

}  // namespace

TEST_CASE("events are read however their bytes are cut", "[transport]") {
    std::string const stream =
        "\xEF\xBB\xBF:)\n\nevent: update\ndata: {\"id\":\"1\"}\n\nevent: delete\r\ndata:7\r\n\r\n:thump\n"
        "data: a\ndata\ndata:  b\r\rid: 3\n\nevent: lost\n\n";
    auto const size = GENERATE(1, 2, 3, 7, 1000);
    EventParser parser(1000);
    std::string all;
    for (std::size_t at = 0; at < stream.size(); at += static_cast<std::size_t>(size))
        all += shown(parser.feed(std::string_view(stream).substr(at, static_cast<std::size_t>(size))));
    CHECK(all == "update={\"id\":\"1\"};delete=7;message=a\n\n b;");
}

TEST_CASE("an event that is too long is dropped and the next one read", "[transport]") {
    EventParser parser(50);
    CHECK(parser.feed("data: " + std::string(500, 'x') + "\n\n").empty());
    CHECK(parser.dropped() == 1);
    CHECK(shown(parser.feed("data: y\n\n")) == "message=y;");
}

TEST_CASE("a stream collects what a server sends and says where something may be missing", "[transport]") {
    test::HttpServer server;
    server.answer(events("event: update\ndata: 1\n\n"));
    server.answer({200, "", {}, test::HttpAnswer::Way::hang});
    EventStream stream({"GET", server.address() + "/stream", {{"Authorization", "Bearer secret"}}}, quick());
    std::string all;
    bool gap = false;
    while (all.empty()) {
        auto const taken = stream.take(10s);
        all += shown(taken.events);
        gap = gap || taken.gap;
    }
    CHECK(all == "update=1;");
    CHECK(gap);
    auto const asked = server.asked();
    REQUIRE_FALSE(asked.empty());
    CHECK(asked[0].headers.at("accept") == "text/event-stream");
    CHECK(asked[0].headers.at("authorization") == "Bearer secret");
    CHECK(asked[0].headers.at("user-agent") == "SupportAwards/9");
}

TEST_CASE("a stream that ended is opened again, with a new gap", "[transport]") {
    test::HttpServer server;
    server.answer(events("data: 1\n\n"));
    server.answer(events("data: 2\n\n"));
    server.answer({200, "", {}, test::HttpAnswer::Way::hang});
    EventStream stream({"GET", server.address() + "/stream"}, quick());
    std::string all;
    while (all.find('2') == all.npos) all += shown(stream.take(10s).events);
    CHECK(all == "message=1;message=2;");
}

TEST_CASE("a server without streams is told by its status", "[transport]") {
    test::HttpServer server;
    server.answer(test::json_answer("{}", 404));
    EventStream stream({"GET", server.address() + "/stream"}, quick());
    int refused = 0;
    while (refused == 0) refused = stream.take(10s).refused_with;
    CHECK(refused == 404);
    CHECK_FALSE(stream.take().connected);
}

TEST_CASE("a web page is no stream, whatever its status", "[transport]") {
    test::HttpServer server;
    for (int i = 0; i < 3; ++i)
        server.answer({200,
                       "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML\r\nConnection: close\r\n\r\ndata: no\n\n",
                       {},
                       test::HttpAnswer::Way::raw});
    EventStream stream({"GET", server.address() + "/stream"}, quick());
    auto taken = stream.take(10s);
    while (taken.refused_with == 0) taken = stream.take(10s);
    CHECK(taken.refused_with == 200);
    CHECK_FALSE(taken.connected);
    CHECK_FALSE(taken.gap);
    CHECK(taken.events.empty());
}

TEST_CASE("a stream into one's own network is refused unless allowed", "[transport]") {
    test::HttpServer server;
    auto settings = quick();
    settings.private_addresses = false;
    EventStream stream({"GET", server.address() + "/stream"}, settings);
    stream.take(10s);
    CHECK(server.connections() == 0);
}

TEST_CASE("lines are read however their bytes are cut, and blank ones passed over", "[transport]") {
    std::string const stream = "\r\n{\"a\":1}\r\n\r\n{\"b\":\"\r\"}\nlast\r\nunfinished";
    auto const size = GENERATE(1, 2, 3, 7, 1000);
    bot::transport::LineParser parser(1000);
    std::string all;
    for (std::size_t at = 0; at < stream.size(); at += static_cast<std::size_t>(size))
        for (auto const& line :
             parser.feed(std::string_view(stream).substr(at, static_cast<std::size_t>(size))))
            all += line + ";";
    CHECK(all == "{\"a\":1};{\"b\":\"\r\"};last;");
}

TEST_CASE("a line that is too long is dropped and the next one read", "[transport]") {
    bot::transport::LineParser parser(10);
    CHECK(parser.feed(std::string(6, 'x')).empty());
    CHECK(parser.feed(std::string(6, 'x') + "\n").empty());
    CHECK(parser.dropped() == 1);
    CHECK(parser.feed("y\n") == std::vector<std::string>{"y"});
}

TEST_CASE("a stream of lines is ended for good by whoever must not hear more", "[transport]") {
    test::HttpServer server;
    server.answer(events("1\n\n2\n3\n"));
    auto settings = quick();
    settings.format = bot::transport::EventStreamSettings::Format::lines;
    settings.go_on = [](ServerEvent const& event) { return event.data != "2"; };
    EventStream stream({"GET", server.address() + "/stream"}, settings);
    std::string all;
    for (bool ended = false; !ended;) {
        auto const taken = stream.take(10s);
        all += shown(taken.events);
        ended = taken.ended;
    }
    CHECK_THAT(all, Catch::StartsWith("message=1;message=2;"));
    CHECK_FALSE(stream.take().connected);
    CHECK(server.connections() == 1);
}

TEST_CASE("a stream asks after each try how long its server wants it to wait", "[transport]") {
    test::HttpServer server;
    server.answer(test::json_answer("{}", 503));
    server.answer(test::json_answer("{}", 503));
    server.answer(events("1\n"));
    server.answer({200, "", {}, test::HttpAnswer::Way::hang});
    auto settings = quick();
    std::mutex mutex;
    std::string asked;
    settings.retry_after = [&](int status, int tries) {
        std::lock_guard const hold(mutex);
        asked += std::to_string(status) + "/" + std::to_string(tries) + " ";
        return 1ms;
    };
    settings.format = bot::transport::EventStreamSettings::Format::lines;
    EventStream stream({"GET", server.address() + "/stream"}, settings);
    while (stream.take(10s).events.empty()) {
    }
    while (server.connections() < 4) stream.take(1ms);
    std::lock_guard const hold(mutex);
    CHECK(asked == "503/1 503/2 0/0 ");
}
