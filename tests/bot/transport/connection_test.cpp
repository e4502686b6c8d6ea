#include "bot/transport/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "bot/transport/http.h"

namespace {

bool is_public(std::string const& text) {
    sockaddr_storage where{};
    auto* const any = reinterpret_cast<sockaddr*>(&where);
    bool const six = text.find(':') != text.npos;
    any->sa_family = six ? AF_INET6 : AF_INET;
    void* const to = six ? static_cast<void*>(&reinterpret_cast<sockaddr_in6*>(any)->sin6_addr)
                         : static_cast<void*>(&reinterpret_cast<sockaddr_in*>(any)->sin_addr);
    REQUIRE(inet_pton(any->sa_family, text.c_str(), to) == 1);
    return bot::transport::is_public(*any);
}

}  // namespace

TEST_CASE(
    "addresses of houses, machines, examples and many at once are not public, to the last of each range",
    "[transport]") {
    for (auto const* address :
         {"0.0.0.0",         "0.255.255.255",   "10.0.0.0",        "10.255.255.255", "100.64.0.0",
          "100.127.255.255", "127.0.0.1",       "127.255.255.255", "169.254.0.0",    "169.254.169.254",
          "172.16.0.0",      "172.31.255.255",  "192.0.0.8",       "192.0.2.1",      "192.88.99.1",
          "192.168.0.0",     "192.168.255.255", "198.18.0.0",      "198.19.255.255", "198.51.100.1",
          "203.0.113.255",   "224.0.0.1",       "239.255.255.255", "240.0.0.1",      "255.255.255.255"}) {
        INFO(address);
        CHECK_FALSE(is_public(address));
    }
}

TEST_CASE("the neighbours of these ranges are public", "[transport]") {
    for (auto const* address :
         {"1.0.0.0",         "9.255.255.255",  "11.0.0.0",        "100.63.255.255", "100.128.0.0",
          "126.255.255.255", "128.0.0.0",      "169.253.255.255", "169.255.0.0",    "172.15.255.255",
          "172.32.0.0",      "192.0.1.0",      "192.0.3.0",       "192.88.98.255",  "192.167.255.255",
          "192.169.0.0",     "198.17.255.255", "198.20.0.0",      "203.0.114.0",    "223.255.255.255"}) {
        INFO(address);
        CHECK(is_public(address));
    }
}

TEST_CASE("of IPv6 only what is handed out is public, and what wraps IPv4 is judged by that", "[transport]") {
    for (auto const* address : {"2606:4700::1111", "2a00:1450::1", "2001:200::", "2001:db9::1", "3ffe::1",
                                "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"}) {
        INFO(address);
        CHECK(is_public(address));
    }
    for (auto const* address :
         {"::", "::1", "::8.8.8.8", "fe80::1", "fc00::1", "fdff::1", "ff02::1", "2001::1", "2001:1ff::1",
          "2001:db8::1", "1fff::1", "4000::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::127.0.0.1",
          "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:c0a8:101::1"}) {
        INFO(address);
        CHECK_FALSE(is_public(address));
    }
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    CHECK_FALSE(bot::transport::is_public(reinterpret_cast<sockaddr const&>(local)));
}

TEST_CASE("a host is private by its name or address alone", "[transport]") {
    for (auto const* host :
         {"localhost", "a.localhost", "127.0.0.1", "10.1.2.3", "192.168.0.9", "[::1]", "::1", "[fe80::1]"})
        CHECK(bot::transport::is_private_host(host));
    for (auto const* host : {"meadow.example", "8.8.8.8", "[2606:4700::1111]", "localhost.example", ""})
        CHECK_FALSE(bot::transport::is_private_host(host));
}
