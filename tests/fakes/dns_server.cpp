#include "tests/fakes/dns_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace test {
namespace {

constexpr std::size_t header_size = 12;  // RFC 1035 §4.1.1

void put(std::string& bytes, int number) {
    bytes += static_cast<char>(number >> 8);
    bytes += static_cast<char>(number & 0xff);
}

/// Labels with their lengths in front.
std::string encoded(std::string const& host) {
    std::string bytes;
    for (std::size_t from = 0; from < host.size();) {
        auto const to = std::min(host.find('.', from), host.size());
        bytes += static_cast<char>(to - from);
        bytes.append(host, from, to - from);
        from = to + 1;
    }
    return bytes + '\0';
}

std::string decoded(std::string const& packet) {
    std::string host;
    for (std::size_t at = header_size; at < packet.size() && packet[at] != '\0';) {
        auto const length = static_cast<std::size_t>(static_cast<unsigned char>(packet[at]));
        host += (host.empty() ? "" : ".") + packet.substr(at + 1, length);
        at += length + 1;
    }
    return host;
}

}  // namespace

DnsServer::DnsServer() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* const name = reinterpret_cast<sockaddr*>(&where);
    if (::bind(socket_, name, size) != 0 || ::getsockname(socket_, name, &size) != 0)
        throw std::runtime_error("no port for the name server");
    port_ = ntohs(where.sin_port);
    thread_ = std::jthread([this](std::stop_token const& stop) { serve(stop); });
}

DnsServer::~DnsServer() {
    thread_.request_stop();
    thread_.join();
    ::close(socket_);
}

std::string DnsServer::address() const {
    return "127.0.0.1:" + std::to_string(port_);
}

void DnsServer::answer(std::string const& domain, std::vector<std::pair<int, std::string>> hosts) {
    std::lock_guard const hold(mutex_);
    known_[domain] = std::move(hosts);
}

void DnsServer::fall_silent() {
    std::lock_guard const hold(mutex_);
    silent_ = true;
}

std::vector<std::string> DnsServer::asked() const {
    std::lock_guard const hold(mutex_);
    return asked_;
}

void DnsServer::serve(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        pollfd wait{socket_, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0) continue;
        std::string packet(1500, '\0');
        sockaddr_in from{};
        socklen_t size = sizeof from;
        auto* const name = reinterpret_cast<sockaddr*>(&from);
        auto const got = ::recvfrom(socket_, packet.data(), packet.size(), 0, name, &size);
        if (got <= static_cast<ssize_t>(header_size)) continue;
        packet.resize(static_cast<std::size_t>(got));
        auto const reply = reply_to(packet);
        if (!reply.empty()) ::sendto(socket_, reply.data(), reply.size(), 0, name, size);
    }
}

std::string DnsServer::reply_to(std::string const& question) {
    auto const domain = decoded(question);
    std::lock_guard const hold(mutex_);
    asked_.push_back(domain);
    if (silent_) return "";
    auto const found = known_.find(domain);
    auto const asked = encoded(domain) + question.substr(header_size + domain.size() + 2, 4);
    std::string reply = question.substr(0, 2);
    put(reply, found == known_.end() ? 0x8583 : 0x8580);  // An answer that is sure; 3: no such name.
    put(reply, 1);
    put(reply, found == known_.end() ? 0 : static_cast<int>(found->second.size()));
    put(reply, 0);
    put(reply, 0);
    reply += asked;
    if (found == known_.end()) return reply;
    for (auto const& [preference, host] : found->second) {
        reply += encoded(domain);
        put(reply, 15);
        put(reply, 1);
        put(reply, 0);
        put(reply, 300);
        auto const name = encoded(host);
        put(reply, static_cast<int>(name.size()) + 2);
        put(reply, preference);
        reply += name;
    }
    return reply;
}

}  // namespace test
