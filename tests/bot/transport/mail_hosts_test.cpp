#include "bot/transport/mail_hosts.h"

#include <catch2/catch.hpp>

#include "tests/fakes/dns_server.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::transport::MailHost;
using Hosts = std::vector<MailHost>;

namespace {

struct Asking {
    test::ManualClock clock;
    test::DnsServer server;
    bot::transport::MailHosts hosts{{.name_servers = {server.address()}, .deadline = 2s}, clock};
};

}  // namespace

TEST_CASE("DNS says who takes a domain's mail, and is asked once an hour", "[transport][dns]") {
    Asking asking;
    asking.server.answer("shop.example", {{20, "b.mx.example"}, {10, "A.MX.example"}});
    Hosts const expected{{20, "b.mx.example"}, {10, "a.mx.example"}};
    CHECK(asking.hosts.of("shop.example") == expected);
    asking.server.answer("shop.example", {{5, "c.mx.example"}});
    CHECK(asking.hosts.of("shop.example") == expected);
    asking.clock.advance(1h);
    CHECK(asking.hosts.of("shop.example") == Hosts{{5, "c.mx.example"}});
    CHECK(asking.server.asked() == std::vector<std::string>{"shop.example", "shop.example"});
}

TEST_CASE("a domain without a mail server, or without an answer, has none", "[transport][dns]") {
    Asking asking;
    CHECK(asking.hosts.of("nowhere.example").empty());
    asking.server.answer("nowhere.example", {{5, "c.mx.example"}});
    CHECK(asking.hosts.of("nowhere.example").empty());
    CHECK(asking.server.asked().size() == 1);
    bot::transport::MailHosts refused{{.name_servers = {"127.0.0.1:1"}, .deadline = 200ms}, asking.clock};
    CHECK(refused.of("shop.example").empty());
}

TEST_CASE("a name server that says nothing holds nobody for long, and is asked again a minute later",
          "[transport][dns]") {
    Asking asking;
    bot::transport::MailHosts hosts{{.name_servers = {asking.server.address()}, .deadline = 40ms},
                                    asking.clock};
    asking.server.fall_silent();
    CHECK(hosts.of("shop.example").empty());
    auto const before = asking.server.asked().size();
    CHECK(hosts.of("shop.example").empty());
    CHECK(asking.server.asked().size() == before);
    asking.clock.advance(1min);
    CHECK(hosts.of("shop.example").empty());
    CHECK(asking.server.asked().size() > before);
}
