#pragma once

#include <memory>
#include <string>
#include <vector>

namespace test {

/// A WebSocket server on a free loopback port. Sends to a client what it was told for the n-th connection as
/// soon as it is made, and then what send() says.
class WebSocketServer {
public:
    WebSocketServer();
    ~WebSocketServer();

    /// "ws://127.0.0.1:PORT"
    std::string address() const;
    /// To the next connection that is made; the last is repeated. With `close` it is closed after them.
    void greet(std::vector<std::string> messages, bool close = false);
    void send(std::string const& message);
    /// Waits for so many connections; false after ten seconds without.
    bool wait_for_connections(std::size_t count) const;
    /// What the connections asked for: path and query.
    std::vector<std::string> asked() const;
    /// Ends all connections without a word, as a cut cable would be noticed.
    void drop();

private:
    struct Server;
    std::unique_ptr<Server> const server_;
};

}  // namespace test
