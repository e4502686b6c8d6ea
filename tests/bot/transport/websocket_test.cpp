#include "bot/transport/websocket.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/fakes/websocket_server.h"
#include "tests/tools/free_port.h"

using namespace bot::transport;
using namespace std::chrono_literals;

namespace {

/// Reads in the background.
struct Reading {
    explicit Reading(std::string const& url, std::chrono::milliseconds silence = 20s)
        : thread([this, url, silence](std::stop_token const& stop) {
              WebSocketSettings settings{url, "SupportAwards/test", 5s, silence};
              std::string why = "stopped";
              try {
                  read_web_socket(
                      settings, [this](std::string_view text) { take(text); }, stop);
              } catch (WebSocketError const& error) {
                  why = error.what();
              }
              std::lock_guard const hold(mutex);
              ended = why;
              changed.notify_all();
          }) {}

    void take(std::string_view text) {
        if (text == "throw") throw std::runtime_error("not this");
        std::lock_guard const hold(mutex);
        messages.emplace_back(text);
        changed.notify_all();
    }
    bool has(std::size_t count) {
        std::unique_lock hold(mutex);
        return changed.wait_for(hold, 10s, [&] { return messages.size() >= count; });
    }
    std::string end() {
        std::unique_lock hold(mutex);
        changed.wait_for(hold, 10s, [&] { return !ended.empty(); });
        return ended;
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> messages;
    std::string ended;
    std::jthread thread;
};

}  // namespace

TEST_CASE("messages come whole and in order until it is asked to stop", "[transport][websocket]") {
    test::WebSocketServer server;
    std::string const large(300'000, 'x');
    server.greet({"one", large, "Grüße"});
    Reading reading(server.address() + "/subscribe?cursor=5");
    REQUIRE(reading.has(3));
    server.send("four");
    REQUIRE(reading.has(4));
    CHECK(reading.messages == std::vector<std::string>{"one", large, "Grüße", "four"});
    CHECK(server.asked() == std::vector<std::string>{"/subscribe?cursor=5"});
    reading.thread.request_stop();
    CHECK(reading.end() == "stopped");
}

TEST_CASE("a connection that ends says so, however it ends", "[transport][websocket]") {
    test::WebSocketServer server;
    SECTION("closed by the server") {
        server.greet({"one"}, true);
        Reading reading(server.address());
        CHECK(reading.end().find("1001") != std::string::npos);
        CHECK(reading.messages.size() == 1);
    }
    SECTION("lost") {
        server.greet({"one"});
        Reading reading(server.address());
        REQUIRE(reading.has(1));
        server.drop();
        CHECK(reading.end().find("ended") != std::string::npos);
    }
    SECTION("silent") {
        server.greet({"one"});
        Reading reading(server.address(), 1ms);
        CHECK(reading.end().find("nothing came") != std::string::npos);
    }
    SECTION("what takes the message throws") {
        server.greet({"one", "throw", "two"});
        Reading reading(server.address());
        CHECK(reading.end() == "not this");
        CHECK(reading.messages.size() == 1);
    }
    SECTION("never made") {
        Reading reading("ws://127.0.0.1:" + std::to_string(test::free_port()));
        CHECK(reading.end() != "stopped");
    }
    SECTION("an address that is none") {
        Reading reading("http://127.0.0.1/");
        CHECK(reading.end() != "stopped");
    }
}
