#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bot/transport/event_parser.h"
#include "bot/transport/http.h"

namespace bot::transport {

/// How a stream is read, and how patiently.
struct EventStreamSettings {
    enum class Format {
        events,  // server-sent events
        lines,   // each line that is not blank is an event of the name "message"
    };
    Format format = Format::events;
    std::string user_agent;  // "" is "SupportAwards"
    std::chrono::milliseconds connect_timeout{10'000};
    /// A connection that is silent for so long is dead; servers send a comment every few seconds.
    std::chrono::milliseconds silence{90'000};
    /// Until the first try after a connection ended; doubles with each that brings nothing, up to the limit.
    std::chrono::milliseconds retry{1'000};
    std::chrono::milliseconds retry_limit{300'000};
    /// In their place, for a server with rules of its own: how long to wait after so many tries in a row that
    /// brought nothing; 0 after a connection that did. `status` is what the last one was answered with, 0 for
    /// no answer.
    std::function<std::chrono::milliseconds(int status, int tries)> retry_after{};
    /// Asked before each event is kept, on the stream's thread; must not throw. False keeps it and ends the
    /// stream for good.
    std::function<bool(ServerEvent const&)> go_on{};
    std::size_t event_limit = 1024 * 1024;
    std::size_t waiting_limit = 10'000;  // events nobody took yet; the oldest are dropped
    bool private_addresses = false;      // see HttpSettings
};

/// What came in since the last time.
struct StreamTaken {
    std::vector<ServerEvent> events;
    bool connected = false;  // now
    /// A connection was made, or events were dropped, since the last time: what may have been missed has to
    /// be fetched in another way.
    bool gap = false;
    /// The status of the last try if it was refused: what is no 200, or a 200 with a web page, as proxies and
    /// sign-in pages give. 0 otherwise.
    int refused_with = 0;
    bool ended = false;  // for good
};

/// Server-sent events, or lines, collected on a thread of its own and kept until they are taken. Reconnects
/// for ever, also after an answer that is no 200 or a web page, until the settings' `go_on` says false. No
/// redirect is followed, certificates are always checked.
class EventStream {
public:
    /// Connects at once, on the new thread. Throws HttpError (address) if a header cannot be sent; all else
    /// that goes wrong is a connection that ended.
    EventStream(HttpRequest request, EventStreamSettings settings);
    EventStream(EventStream const&) = delete;
    /// Ends the connection and the thread at once.
    ~EventStream();

    /// All that came since the last call, in order. Any thread. Waits for as long as `up_to` for something to
    /// be said or to have changed; by default not at all.
    StreamTaken take(std::chrono::milliseconds up_to = {});

private:
    class Connection;
    std::unique_ptr<Connection> const connection_;
};

}  // namespace bot::transport
