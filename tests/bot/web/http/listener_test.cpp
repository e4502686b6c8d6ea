#include "bot/web/http/listener.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "bot/base/user_error.h"
#include "tests/bot/web/site.h"

using namespace std::chrono_literals;
using bot::web::Arrived;
using bot::web::Listener;
using bot::web::ListenerSettings;
using bot::web::Response;
using test::Browser;
using test::raw_exchange;

namespace {

// The address sanitizer keeps it to notice late uses, so the process grows by whatever was read.
#if defined(__has_feature)
constexpr bool freed_memory_is_kept = __has_feature(address_sanitizer);
#else
constexpr bool freed_memory_is_kept = false;
#endif

ListenerSettings small() {
    ListenerSettings settings;
    settings.port = 0;
    settings.body_limit = 1000;
    return settings;
}

/// Says back what arrived.
Response echo(Arrived const& arrived) {
    Response response;
    response.type = "text/plain";
    response.status = !arrived.fault                                  ? 200
                      : arrived.fault == bot::web::Fault::bad_request ? 400
                      : arrived.fault == bot::web::Fault::unavailable ? 503
                                                                      : 413;
    response.body = arrived.method + " " + arrived.target + " " + arrived.body;
    return response;
}

/// Answers wait here until the test opens it.
class Gate {
public:
    void pass() {
        std::unique_lock hold(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(hold, [&] { return open_; });
    }
    void wait_for(int count) {
        std::unique_lock hold(mutex_);
        changed_.wait(hold, [&] { return waiting_ >= count; });
    }
    void open() {
        std::lock_guard const hold(mutex_);
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

long resident_kb() {
    std::ifstream file("/proc/self/status");
    std::string word;
    long size = 0;
    while (file >> word)
        if (word == "VmRSS:") file >> size;
    return size;
}

}  // namespace

TEST_CASE("a request reaches the answer as it was sent", "[web][threads]") {
    Listener const listener(small(), echo);
    Browser browser(listener.port());
    CHECK(browser.get("/a%20b/../c?x=%20z").body == "GET /a%20b/../c?x=%20z ");
    CHECK(browser.send("POST", "/x", "a=b&c=d").body == "POST /x a=b&c=d");
    CHECK(browser.send("DELETE", "/x", "").body == "DELETE /x ");
    CHECK(browser.send("POST", "/x", std::string(1000, 'y')).status == 200);
}

TEST_CASE("the answer to HEAD has no body", "[web]") {
    Listener const listener(small(), echo);
    auto const answer =
        raw_exchange(listener.port(), "HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK_THAT(answer, Catch::StartsWith("HTTP/1.1 200"));
    CHECK_THAT(answer, Catch::EndsWith("\r\n\r\n"));
    CHECK_THAT(answer, !Catch::Contains("HEAD /x"));
}

TEST_CASE("a body above the limit is refused, and memory does not grow with it", "[web]") {
    Listener const listener(small(), echo);
    auto const body = GENERATE(30'000'000, 200'000'000);
    auto const sized =
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(body) +
        "\r\n\r\n" + std::string(static_cast<std::size_t>(body), 'x');
    std::string chunked =
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    auto const chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int sent = 0; sent < body; sent += 0x10000) chunked += chunk;
    chunked += "0\r\n\r\n";
    auto const before = resident_kb();
    for (auto const& request : {std::cref(sized), std::cref(chunked)}) {
        auto const answer = raw_exchange(listener.port(), request.get());
        // Above what is read to the end the connection is cut, and the answer may be lost with it.
        if (body < 32'000'000 || !answer.empty()) CHECK_THAT(answer, Catch::StartsWith("HTTP/1.1 413"));
    }
    // Of 400 MB; how far reading runs ahead of stopping differs with the load of the machine.
    if (body > 100'000'000 && !freed_memory_is_kept) CHECK(resident_kb() - before < 100'000);
}

TEST_CASE("lengths that could hide a second request are refused and the connection closed", "[web]") {
    Listener const listener(small(), echo);
    auto const send = [&](std::string const& headers) {
        return raw_exchange(listener.port(), "POST / HTTP/1.1\r\nHost: a\r\n" + headers +
                                                 "\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n");
    };
    for (auto const* headers :
         {"Content-Length: abc", "Content-Length: 5, 6", "Content-Length: 3\r\nTransfer-Encoding: chunked",
          "Content-Length: +3", "Transfer-Encoding: gzip"}) {
        INFO(headers);
        auto const answer = send(headers);
        CHECK_THAT(answer, Catch::StartsWith("HTTP/1.1 400") && Catch::Contains("Connection: close"));
        CHECK_THAT(answer, !Catch::Contains("smuggled"));
    }
    CHECK_THAT(send("Content-Length: 99999999999999999999999"), !Catch::Contains("200 OK"));
    CHECK(Browser(listener.port()).get("/").status == 200);
}

TEST_CASE("garbage and requests that break off leave the listener well", "[web]") {
    Listener const listener(small(), echo);
    for (auto const& bytes :
         {std::string("\0\0\0\0", 4), std::string("GET"), std::string("GET / HTTP/9.9\r\n\r\n"),
          std::string("\r\n\r\n\r\n"), std::string("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"),
          std::string("GET //a//b HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string("GET http://evil/x HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"),
          std::string(
              "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\n\r\n"),
          "GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"})
        raw_exchange(listener.port(), bytes, 50ms);
    CHECK(Browser(listener.port()).get("/well").body == "GET /well ");
}

TEST_CASE("senders who stop in the middle of a body hold up nobody", "[web][threads]") {
    auto settings = small();
    settings.threads = 1;
    Listener const listener(settings, echo);
    std::vector<std::jthread> slow;
    for (int i = 0; i < 8; ++i)
        slow.emplace_back([&] {
            raw_exchange(listener.port(), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf",
                         300ms);
        });
    Browser browser(listener.port());
    for (int i = 0; i < 20; ++i) CHECK(browser.get("/").status == 200);
}

TEST_CASE("more requests at once than allowed are sent away, the others answered", "[web][threads]") {
    Gate gate;
    auto settings = small();
    settings.requests_at_once = 3;
    Listener const listener(settings, [&](Arrived const& arrived) {
        if (!arrived.fault) gate.pass();
        return echo(arrived);
    });
    std::atomic<int> fine = 0;
    {
        std::vector<std::jthread> patient;
        for (int i = 0; i < 3; ++i)
            patient.emplace_back([&] { fine += Browser(listener.port()).get("/").status == 200; });
        gate.wait_for(3);
        CHECK(Browser(listener.port()).get("/").status == 503);
        gate.open();
    }
    CHECK(fine == 3);
    CHECK(Browser(listener.port()).get("/").status == 200);
}

TEST_CASE("a header with control characters is not sent", "[web]") {
    Listener const listener(small(), [](Arrived const&) {
        Response response;
        response.body = "secret";
        response.headers.emplace_back("Location", "/x\r\nX-Injected: yes");
        return response;
    });
    auto const answer = Browser(listener.port()).get("/");
    CHECK(answer.status == 500);
    CHECK(answer.header("x-injected").empty());
    CHECK(answer.body.empty());
}

TEST_CASE("an answer for which there is no memory is a 503, and the next request is answered", "[web]") {
    Listener listener(small(), [](Arrived const& arrived) -> Response {
        if (arrived.target == "/large") throw std::bad_alloc();
        return echo(arrived);
    });
    Browser browser(listener.port());
    for (int i = 0; i < 6; ++i) CHECK(browser.get("/large").status == 503);
    CHECK(browser.get("/small").status == 200);
}

TEST_CASE("an address open to others needs a declared proxy", "[web]") {
    auto settings = small();
    settings.address = "0.0.0.0";
    CHECK_THROWS_WITH(Listener(settings, echo), Catch::Contains("web.trusted_proxies"));
    settings.trusted_proxies = {"127.0.0.1"};
    CHECK_NOTHROW(Listener(settings, echo));
}

TEST_CASE("a port that is taken is said so", "[web]") {
    Listener const first(small(), echo);
    auto settings = small();
    settings.port = first.port();
    CHECK_THROWS_WITH(Listener(settings, echo),
                      Catch::Contains(std::to_string(first.port())) && Catch::Contains("web.port"));
}

TEST_CASE("closing waits for the request in flight", "[web][threads]") {
    Gate gate;
    Listener listener(small(), [&](Arrived const& arrived) {
        gate.pass();
        return echo(arrived);
    });
    int status = 0;
    std::jthread patient([&] { status = Browser(listener.port()).get("/").status; });
    gate.wait_for(1);
    std::jthread opens([&] { gate.open(); });
    CHECK(listener.close(5s));
    patient.join();
    CHECK(status == 200);
    CHECK_THROWS(Browser(listener.port()).get("/"));
}
