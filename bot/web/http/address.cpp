#include "bot/web/http/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "bot/base/strings.h"
#include "bot/base/user_error.h"

namespace bot::web {

namespace {

/// Four or sixteen bytes; empty if it is no address.
std::string bytes_of(std::string const& address) {
    std::array<char, 16> raw{};
    if (inet_pton(AF_INET, address.c_str(), raw.data()) == 1) return {raw.data(), 4};
    if (inet_pton(AF_INET6, address.c_str(), raw.data()) != 1) return "";
    std::string_view const all(raw.data(), 16);
    auto const mapped = std::string_view("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
    return std::string(all.starts_with(mapped) ? all.substr(12) : all);
}

std::string spelled(std::string const& bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const family = bytes.size() == 4 ? AF_INET : AF_INET6;
    return inet_ntop(family, bytes.data(), text.data(), text.size());
}

struct Socket {
    int const handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ~Socket() { ::close(handle); }
};

}  // namespace

bool is_loopback(std::string_view address) {
    auto const bytes = bytes_of(std::string(address));
    return address == "localhost" || (bytes.size() == 4 && bytes[0] == 127) ||
           bytes == std::string(15, '\0') + '\1';
}

std::string address_prefix(std::string const& address) {
    auto bytes = bytes_of(address);
    if (bytes.empty()) return address;
    std::size_t const kept = bytes.size() == 4 ? 3 : 7;
    std::fill(bytes.begin() + static_cast<long>(kept), bytes.end(), '\0');
    return spelled(bytes) + (bytes.size() == 4 ? "/24" : "/56");
}

std::string client_address(std::string const& peer, std::string_view forwarded_for,
                           std::vector<std::string> const& trusted_proxies) {
    auto const trusted = [&](std::string const& address) {
        return std::ranges::any_of(trusted_proxies, [&](auto const& proxy) {
            return !address.empty() && bytes_of(proxy) == bytes_of(address);
        });
    };
    auto client = peer;
    while (trusted(client) && !forwarded_for.empty()) {
        auto const comma = forwarded_for.rfind(',');
        auto const last = std::string(trimmed(
            comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1), " \t"));
        if (bytes_of(last).empty()) return client;
        client = last;
        forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
    }
    return client;
}

int free_port(std::string const& address, int port) {
    sockaddr_in wanted{};
    wanted.sin_family = AF_INET;
    wanted.sin_port = htons(static_cast<std::uint16_t>(port));
    auto const number = address == "localhost" ? "127.0.0.1" : address;
    if (inet_pton(AF_INET, number.c_str(), &wanted.sin_addr) != 1)
        throw UserError(UserError::Kind::invalid,
                        "web.address: " + address + " is not an IPv4 address; 127.0.0.1 is the usual one");
    Socket const socket;
    int const yes = 1;
    ::setsockopt(socket.handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    socklen_t size = sizeof wanted;
    auto* const name = reinterpret_cast<sockaddr*>(&wanted);
    if (::bind(socket.handle, name, size) != 0 || ::getsockname(socket.handle, name, &size) != 0)
        throw UserError(UserError::Kind::conflict,
                        "cannot listen on " + address + ":" + std::to_string(port) + " (" +
                            std::strerror(errno) + "); stop what uses it, or set web.port to another number");
    return ntohs(wanted.sin_port);
}

}  // namespace bot::web
