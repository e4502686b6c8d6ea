#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

// WebSockets (RFC 6455) are only read here, never written to, by cpprestsdk's client.
namespace bot::transport {

/// Where to connect, and how patiently to wait.
struct WebSocketSettings {
    std::string url;         // ws or wss, percent-encoded; its host is the operator's choice
    std::string user_agent;  // "" is "SupportAwards"
    std::chrono::milliseconds connect_timeout{10'000};
    /// A connection on which nothing came for so long is dead; a ping goes out at half of it.
    std::chrono::milliseconds silence{60'000};
};

/// The connection could not be made, was lost, closed by the server, or silent. The text holds nothing of
/// what the server said, and no query.
class WebSocketError : public std::runtime_error {
public:
    using runtime_error::runtime_error;
};

/// Connects and hands over every text message, whole and in order, one at a time, on a thread of the library;
/// while `message` is busy nothing more is read, which the server feels. Returns when `stop` is requested;
/// `message` is never called after that. Otherwise throws WebSocketError, also for what `message` throws.
/// Certificates are always checked. A message is at most 32 MB long.
void read_web_socket(WebSocketSettings const& settings, std::function<void(std::string_view)> const& message,
                     std::stop_token const& stop);

}  // namespace bot::transport
