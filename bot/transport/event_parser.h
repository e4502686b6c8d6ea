#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The two forms in which servers send what happens as it happens. Both are taken in pieces, however they are
// cut, and never throw. One thread.
namespace bot::transport {

/// One server-sent event. `name` is "message" if the server gave none.
struct ServerEvent {
    std::string name;
    std::string data;  // its lines joined by line ends
};

/// text/event-stream (WHATWG HTML, 9.2 "Server-sent events"). Comments, ids and retry times are passed over.
/// An event above the limit is dropped.
class EventParser {
public:
    /// In bytes, of an event with its name.
    explicit EventParser(std::size_t event_limit) : event_limit_(event_limit) {}
    /// What is complete now: an event is with the blank line behind it. One without data is none.
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
    bool after_return_ = false;  // a line feed now belongs to the carriage return before
    bool at_start_ = true;       // a byte order mark may come
    std::size_t dropped_ = 0;
};

/// Lines, as X streams posts: each ends in a line feed, with or without a carriage return before it. Blank
/// lines only say that the server is alive. A line above the limit is dropped.
class LineParser {
public:
    /// In bytes, of a line without its end.
    explicit LineParser(std::size_t limit) : limit_(limit) {}
    /// What is complete now, without the line ends.
    std::vector<std::string> feed(std::string_view bytes);
    /// How many lines were too long.
    std::size_t dropped() const { return dropped_; }

private:
    std::size_t limit_;
    std::string line_;
    bool too_long_ = false;
    std::size_t dropped_ = 0;
};

}  // namespace bot::transport
