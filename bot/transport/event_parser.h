#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bot::transport {

/// One server-sent event. `name` is "message" if the server gave none.
struct ServerEvent {
    std::string name;
    std::string data;  // its lines joined by line ends
};

/// Takes a text/event-stream (WHATWG HTML, "Server-sent events") in pieces, however they are cut. Comments,
/// ids and retry times are passed over. An event above the limit is dropped.
class EventParser {
public:
    explicit EventParser(std::size_t event_limit) : event_limit_(event_limit) {}
    /// What is complete now.
    std::vector<ServerEvent> feed(std::string_view bytes);
    /// How many events were too long.
    std::size_t dropped() const { return dropped_; }

private:
    void take_line(std::vector<ServerEvent>& complete);

    std::size_t event_limit_;
    std::string line_;
    ServerEvent event_;
    bool has_data_ = false;
    bool too_long_ = false;
    bool after_return_ = false;
    bool at_start_ = true;
    std::size_t dropped_ = 0;
};

}  // namespace bot::transport
