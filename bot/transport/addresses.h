#pragma once

struct sockaddr;

namespace bot::transport {

/// Whether it is an address of the public internet: not loopback, private, link-local, multicast, reserved
/// for documentation or for a provider's own use, nor one of IPv4 dressed as IPv6 that is. Other families are
/// not.
bool is_public(sockaddr const& address);

}  // namespace bot::transport
