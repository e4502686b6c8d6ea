#include "bot/transport/http.h"

#include <zlib.h>
#include <catch2/catch.hpp>

#include "tests/fakes/http_server.h"

using namespace bot::transport;
using test::HttpAnswer;
using Way = HttpAnswer::Way;
using Kind = HttpError::Kind;

namespace {

HttpSettings on_loopback() {
    HttpSettings settings;
    settings.user_agent = "SupportAwards/9 (+https://awards.example)";
    settings.private_addresses = true;
    settings.timeout = settings.connect_timeout = std::chrono::seconds(20);
    return settings;
}

/// What that request fails with.
HttpError failure(HttpSettings const& settings, HttpRequest const& request) {
    try {
        (void)HttpClient(settings).send(request);
    } catch (HttpError const& error) {
        return error;
    }
    throw std::logic_error("it did not fail");
}

std::string gzip(std::string const& plain) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

TEST_CASE("an answer arrives with its status, headers and body", "[transport][http]") {
    test::HttpServer server;
    server.answer({201, "made", {{"X-Note", " two  words "}, {"Link", "one"}, {"link", "two"}}});
    HttpClient const client(on_loopback());
    auto const got = client.send({"GET", server.address() + "/a?b=c", {{"Accept", "text/plain"}}, ""});
    CHECK(got.status == 201);
    CHECK(got.body == "made");
    CHECK(got.header("x-note") == "two  words");
    CHECK(got.headers.count("link") == 2);
    CHECK_FALSE(got.header("X-Note"));
    CHECK(got.url == server.address() + "/a?b=c");
    auto const asked = server.asked().at(0);
    CHECK(asked.target == "/a?b=c");
    CHECK(asked.headers.at("user-agent") == "SupportAwards/9 (+https://awards.example)");
    CHECK(asked.headers.at("accept-encoding") == "gzip");
    CHECK(asked.headers.at("accept") == "text/plain");
}

TEST_CASE("a User-Agent is sent even if none was set", "[transport][http]") {
    test::HttpServer server;
    auto settings = on_loopback();
    settings.user_agent.clear();
    (void)HttpClient(settings).send({"GET", server.address() + "/", {}, ""});
    CHECK(server.asked().at(0).headers.at("user-agent") == "SupportAwards");
}

TEST_CASE("a body is sent as it is, with the type it was given or none", "[transport][http]") {
    test::HttpServer server;
    server.answer({200, "ok"});
    HttpClient const client(on_loopback());
    std::string const body("a\0b\r\n", 5);
    (void)client.send({"POST", server.address() + "/p", {{"Content-Type", "text/x"}}, body});
    (void)client.send({"POST", server.address() + "/none", {}, ""});
    (void)client.send({"PUT", server.address() + "/put", {}, "x"});
    (void)client.send({"DELETE", server.address() + "/gone", {}, ""});
    auto const asked = server.asked();
    CHECK(asked.at(0).body == body);
    CHECK(asked.at(0).headers.at("content-type") == "text/x");
    CHECK(asked.at(1).headers.at("content-length") == "0");
    CHECK(asked.at(1).headers.count("content-type") == 0);
    CHECK(asked.at(2).method == "PUT");
    CHECK(asked.at(3).method == "DELETE");
    CHECK(asked.at(3).headers.count("content-length") == 0);
}

TEST_CASE("a connection is used again for a GET, never for a change", "[transport][http]") {
    test::HttpServer server;
    server.answer({200, "ok"});
    HttpClient const client(on_loopback());
    for (int i = 0; i < 3; ++i) (void)client.send({"GET", server.address() + "/", {}, ""});
    CHECK(server.connections() == 1);
    (void)client.send({"POST", server.address() + "/", {}, "x"});
    CHECK(server.connections() == 2);
}

TEST_CASE("packed bodies are unpacked, and counted unpacked", "[transport][http]") {
    test::HttpServer server;
    server.answer({200, gzip(std::string(100'000, 'x')), {{"Content-Encoding", "gzip"}}});
    auto settings = on_loopback();
    CHECK(HttpClient(settings).send({"GET", server.address(), {}, ""}).body.size() == 100'000);
    settings.body_limit = 99'999;
    CHECK(failure(settings, {"GET", server.address(), {}, ""}).kind == Kind::too_large);
}

TEST_CASE("endless headers are cut off", "[transport][http]") {
    test::HttpServer server;
    HttpAnswer answer{200, "ok"};
    for (int i = 0; i < 100; ++i)
        answer.headers.emplace_back("X-" + std::to_string(i), std::string(1000, 'x'));
    server.answer(answer);
    CHECK(failure(on_loopback(), {"GET", server.address(), {}, ""}).kind == Kind::too_large);
}

TEST_CASE("an address inside the house is not connected to unless allowed", "[transport][http]") {
    test::HttpServer server;
    server.answer({200, "ok"});
    auto settings = on_loopback();
    settings.private_addresses = false;
    for (auto const* host :
         {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"}) {
        INFO(host);
        auto const error = failure(
            settings, {"POST", "http://" + std::string(host) + ":" + std::to_string(server.port()), {}, "x"});
        CHECK(error.kind == Kind::address);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(server.connections() == 0);
}

TEST_CASE("redirects are followed only when asked for, and never out of HTTP", "[transport][http]") {
    test::HttpServer server, other;
    other.answer({200, "there"});
    server.answer("/go", {302, "", {{"Location", other.address() + "/x"}}});
    server.answer("/file", {302, "", {{"Location", "file:///etc/hostname"}}});
    server.answer("/loop", {302, "", {{"Location", "/loop"}}});
    CHECK(HttpClient(on_loopback()).send({"GET", server.address() + "/go", {}, ""}).status == 302);
    auto settings = on_loopback();
    settings.redirects = 3;
    auto const got = HttpClient(settings).send(
        {"GET", server.address() + "/go", {{"Authorization", "Bearer secret"}}, ""});
    CHECK(got.body == "there");
    CHECK(got.url == other.address() + "/x");
    CHECK(other.asked().at(0).headers.count("authorization") == 0);
    CHECK(failure(settings, {"GET", server.address() + "/file", {}, ""}).kind == Kind::protocol);
    CHECK(failure(settings, {"GET", server.address() + "/loop", {}, ""}).kind == Kind::protocol);
    CHECK(HttpClient(settings).send({"POST", server.address() + "/go", {}, "x"}).status == 302);
}

TEST_CASE("what is no request of HTTP is never sent", "[transport][http]") {
    test::HttpServer server;
    auto const at = server.address();
    for (auto const& request : std::vector<HttpRequest>{{"GET", "file:///etc/hostname", {}, ""},
                                                        {"GET", "gopher://" + at.substr(7), {}, ""},
                                                        {"GET", at + "/a b", {}, ""},
                                                        {"GET", at + "/\r\nX: y", {}, ""},
                                                        {"GET /x HTTP/1.1\r\nA: b", at, {}, ""},
                                                        {"GET", at, {{"X", "a\r\nY: b"}}, ""},
                                                        {"GET", at, {{"X: y\r\nZ", "a"}}, ""},
                                                        {"GET", at, {{"X", std::string("a\0b", 3)}}, ""}}) {
        auto const error = failure(on_loopback(), request);
        CHECK(error.kind == Kind::address);
        CHECK_FALSE(error.maybe_sent);
    }
    CHECK(server.asked().empty());
}

TEST_CASE("a failure tells whether a change may have left", "[transport][http]") {
    test::HttpServer server;
    auto settings = on_loopback();
    struct Fault {
        HttpAnswer answer;
        Kind kind;
    };
    auto const fault = GENERATE(Fault{{200, "", {}, Way::reset}, Kind::unreachable},
                                Fault{{200, "half of it", {}, Way::cut}, Kind::unreachable},
                                Fault{{200, "x", {}, Way::hang}, Kind::timeout},
                                Fault{{200, "x", {}, Way::drip}, Kind::timeout},
                                Fault{{200, "no HTTP at all\r\n\r\n", {}, Way::raw}, Kind::protocol},
                                Fault{{200, "", {}, Way::raw}, Kind::unreachable});
    server.answer(fault.answer);
    if (fault.kind == Kind::timeout) settings.timeout = std::chrono::milliseconds(200);
    auto const change = failure(settings, {"POST", server.address(), {}, "x"});
    CHECK(change.kind == fault.kind);
    CHECK(change.maybe_sent);
    CHECK(server.asked().size() == 1);
    CHECK_FALSE(failure(settings, {"GET", server.address(), {}, ""}).maybe_sent);
}

TEST_CASE("nothing of a change left when nobody listens or the name is unknown", "[transport][http]") {
    int port = 0;
    { port = test::HttpServer().port(); }
    auto const refused =
        failure(on_loopback(), {"POST", "http://127.0.0.1:" + std::to_string(port), {}, "x"});
    CHECK(refused.kind == Kind::unreachable);
    CHECK_FALSE(refused.maybe_sent);
}

TEST_CASE("a server without TLS is not talked to in clear when https was asked for", "[transport][http]") {
    test::HttpServer server;
    server.answer({200, "ok"});
    auto const error =
        failure(on_loopback(), {"POST", "https://127.0.0.1:" + std::to_string(server.port()), {}, "x"});
    CHECK(error.kind == Kind::tls);
    CHECK_FALSE(error.maybe_sent);
    CHECK(server.asked().empty());
}

TEST_CASE("one client serves many threads", "[transport][http][threads]") {
    test::HttpServer server;
    server.answer({200, "ok"});
    HttpClient const client(on_loopback());
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 6; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 20; ++i)
                    good += client.send({"GET", server.address(), {}, ""}).body == "ok";
            });
    }
    CHECK(good == 120);
}
