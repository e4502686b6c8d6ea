#pragma once

#include <string>
#include <string_view>
#include <vector>

// Addresses of the machines at the other end, and of our own port. Pure but for free_port(); any thread.
namespace bot::web {

/// 127.0.0.0/8, ::1, "localhost": only programs of this machine reach it.
bool is_loopback(std::string_view address);

/// What a client shares with its neighbours: /24 of an IPv4 address, /56 of an IPv6 one, in one spelling.
/// IPv4 inside IPv6 counts as IPv4. Anything else is given back as it is.
std::string address_prefix(std::string const& address);

/// Whose request it is: the peer, or if the peer is a trusted proxy the last address in X-Forwarded-For that
/// is not one. What stands further left was sent by the client itself and proves nothing.
std::string client_address(std::string const& peer, std::string_view forwarded_for,
                           std::vector<std::string> const& trusted_proxies);

/// A port of that address that nobody has: `port` itself, or any if it is 0. Throws UserError saying what to
/// do.
int free_port(std::string const& address, int port);

}  // namespace bot::web
