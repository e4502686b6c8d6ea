#include "bot/transport/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>

#include "bot/transport/http.h"

namespace bot::transport {
namespace {

struct Range {
    std::uint32_t from;
    int bits;
};

// RFC 6890 and the registries behind it: what is not globally reachable, and multicast.
constexpr std::array<Range, 16> not_public{{{0x00000000, 8},
                                            {0x0A000000, 8},
                                            {0x64400000, 10},
                                            {0x7F000000, 8},
                                            {0xA9FE0000, 16},
                                            {0xAC100000, 12},
                                            {0xC0000000, 24},
                                            {0xC0000200, 24},
                                            {0xC0586300, 24},
                                            {0xC0A80000, 16},
                                            {0xC6120000, 15},
                                            {0xC6336400, 24},
                                            {0xCB007100, 24},
                                            {0xE0000000, 4},
                                            {0xF0000000, 4},
                                            {0xFFFFFFFF, 32}}};

bool is_public_ipv4(std::uint32_t address) {
    return std::ranges::none_of(
        not_public, [&](Range const& range) { return (address ^ range.from) >> (32 - range.bits) == 0; });
}

std::uint32_t ipv4_at(unsigned char const* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

bool is_public_ipv6(in6_addr const& address) {
    auto const* const b = address.s6_addr;
    auto const zero = [&](int from, int to) {
        return std::all_of(b + from, b + to, [](auto c) { return c == 0; });
    };
    if (zero(0, 10) && b[10] == 0xFF && b[11] == 0xFF)
        return is_public_ipv4(ipv4_at(b + 12));  // ::ffff:0:0/96
    if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B && zero(4, 12))
        return is_public_ipv4(ipv4_at(b + 12));                               // 64:ff9b::/96
    if (b[0] == 0x20 && b[1] == 0x02) return is_public_ipv4(ipv4_at(b + 2));  // 2002::/16
    if ((b[0] & 0xE0) != 0x20) return false;                                  // Only 2000::/3 is handed out.
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02) return false;            // 2001::/23
    return !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8);   // 2001:db8::/32
}

}  // namespace

bool is_public(sockaddr const& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        return is_public_ipv4(ntohl(four.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        return is_public_ipv6(six.sin6_addr);
    }
    return false;
}

bool is_private_host(std::string_view host) {
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    bool const brackets = host.starts_with('[') && host.ends_with(']');
    std::string const plain(brackets ? host.substr(1, host.size() - 2) : host);
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, plain.c_str(), &four) == 1) return !is_public_ipv4(ntohl(four.s_addr));
    return ::inet_pton(AF_INET6, plain.c_str(), &six) == 1 && !is_public_ipv6(six);
}

Handle new_handle() {
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return started == CURLE_OK ? Handle(curl_easy_init()) : nullptr;
}

void append(List& list, std::string const& line) {
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

void set_usual_options(CURL* curl, std::string const& user_agent, std::chrono::milliseconds connect_timeout) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, user_agent.empty() ? "SupportAwards" : user_agent.c_str());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_timeout.count()));
}

curl_socket_t open_socket(curl_sockaddr const& address, bool private_addresses) {
    if (!private_addresses && !is_public(address.addr)) return CURL_SOCKET_BAD;
    return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

}  // namespace bot::transport
