#include "bot/web/http/address.h"

#include <catch2/catch.hpp>

using bot::web::address_prefix;
using bot::web::client_address;
using bot::web::is_loopback;

TEST_CASE("neighbours share a prefix", "[web]") {
    CHECK(address_prefix("192.0.2.77") == "192.0.2.0/24");
    CHECK(address_prefix("::ffff:192.0.2.77") == "192.0.2.0/24");
    CHECK(address_prefix("2001:db8:1:2fF:3::1") == address_prefix("2001:0db8:0001:0200::9"));
    CHECK(address_prefix("2001:db8:1:300::1") != address_prefix("2001:db8:1:200::1"));
    CHECK(address_prefix("unknown") == "unknown");
}

TEST_CASE("only a declared proxy may say whose request it is", "[web]") {
    CHECK(client_address("203.0.113.9", "198.51.100.1", {}) == "203.0.113.9");
    CHECK(client_address("203.0.113.9", "198.51.100.1", {"127.0.0.1"}) == "203.0.113.9");
    CHECK(client_address("127.0.0.1", "198.51.100.1", {"127.0.0.1"}) == "198.51.100.1");
    CHECK(client_address("127.0.0.1", "forged, 198.51.100.1", {"127.0.0.1"}) == "198.51.100.1");
    CHECK(client_address("127.0.0.1", "198.51.100.1, 10.0.0.2", {"127.0.0.1", "10.0.0.2"}) == "198.51.100.1");
    CHECK(client_address("127.0.0.1", "nonsense", {"127.0.0.1"}) == "127.0.0.1");
    CHECK(client_address("127.0.0.1", "", {"127.0.0.1"}) == "127.0.0.1");
}

TEST_CASE("loopback is known by its numbers", "[web]") {
    CHECK(is_loopback("127.0.0.1"));
    CHECK(is_loopback("127.8.9.1"));
    CHECK(is_loopback("::1"));
    CHECK(is_loopback("localhost"));
    CHECK_FALSE(is_loopback("0.0.0.0"));
    CHECK_FALSE(is_loopback("127.0.0.1.evil.example"));
}
