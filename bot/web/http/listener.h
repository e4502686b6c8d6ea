#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bot/web/http/request.h"

namespace bot::web {

/// Answers on one of the listener's own threads; for a request with a problem, at once. Must not throw.
using Answer = std::function<Response(Arrived const&)>;

/// Where to listen, and how much at once.
struct ListenerSettings {
    std::string address = "127.0.0.1";
    int port = 8080;  // 0 takes a free one
    /// That run handlers. One whose handler writes waits for the disk, and those who wait share its word: as
    /// many as these.
    int threads = 16;
    int requests_at_once = 64;           // that are answered; eight times as many may be read
    std::size_t body_limit = 64 * 1024;  // bytes; more is answered with 413
    /// Addresses of proxies in front. Without any, only a loopback address can be listened on.
    std::vector<std::string> trusted_proxies;
};

/// Has the library take four threads for reading and writing. Before anything of the listener is used: once
/// the library has started its own, it has 40.
void use_few_threads();

/// HTTP/1.1 on one address, and all that we know of the library that does it (cpprestsdk; its traps:
/// README.md of bot/web). Limits bodies and requests at once, never runs an answer on the library's threads,
/// withholds an answer whose headers hold control characters, and leaves the body out of an answer to HEAD.
class Listener {
public:
    /// Listens when it returns. Throws UserError, saying what to do, if the address may not be used or is
    /// taken.
    Listener(ListenerSettings settings, Answer answer);
    Listener(Listener const&) = delete;
    /// close() with a short deadline.
    ~Listener();
    /// The port it listens on, also if 0 was asked for.
    int port() const;
    /// Takes no more requests and waits for those in flight. False if some were still running at the
    /// deadline: the process should then close its database and leave by _exit.
    bool close(std::chrono::milliseconds deadline);

private:
    struct Parts;
    std::shared_ptr<Parts> parts_;
};

}  // namespace bot::web
