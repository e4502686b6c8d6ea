#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bot::transport {

/// Takes a stream of lines in pieces, however they are cut; each ends in a line feed, with or without a
/// carriage return before it. Blank lines only say that the server is alive. A line above the limit is
/// dropped.
class LineParser {
public:
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
