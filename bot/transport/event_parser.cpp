#include "bot/transport/event_parser.h"

#include <utility>

namespace bot::transport {

std::vector<ServerEvent> EventParser::feed(std::string_view bytes) {
    std::vector<ServerEvent> complete;
    for (auto const byte : bytes) {
        bool const second_half = byte == '\n' && std::exchange(after_return_, byte == '\r');
        if (byte != '\n') after_return_ = byte == '\r';
        if (second_half) continue;
        if (byte == '\r' || byte == '\n')
            take_line(complete);
        else if (line_.size() + event_.data.size() < event_limit_)
            line_ += byte;
        else
            too_long_ = true;
    }
    return complete;
}

void EventParser::take_line(std::vector<ServerEvent>& complete) {
    auto const line = std::exchange(line_, {});
    std::string_view words = line;
    if (std::exchange(at_start_, false) && words.starts_with("\xEF\xBB\xBF")) words.remove_prefix(3);
    if (words.empty()) {
        auto event = std::exchange(event_, {});
        if (event.name.empty()) event.name = "message";
        if (std::exchange(too_long_, false))
            ++dropped_;
        else if (has_data_)
            complete.push_back(std::move(event));
        has_data_ = false;
        return;
    }
    auto const colon = words.find(':');
    auto const field = words.substr(0, colon);
    auto value = colon == words.npos ? std::string_view() : words.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") event_.name = value;
    if (field != "data") return;
    if (std::exchange(has_data_, true)) event_.data += '\n';
    event_.data += value;
}

std::vector<std::string> LineParser::feed(std::string_view bytes) {
    std::vector<std::string> complete;
    while (!bytes.empty()) {
        auto const end = bytes.find('\n');
        auto const part = bytes.substr(0, end);
        if (line_.size() + part.size() <= limit_)
            line_ += part;
        else
            too_long_ = true;
        if (end == bytes.npos) break;
        bytes.remove_prefix(end + 1);
        auto line = std::exchange(line_, {});
        if (line.ends_with('\r')) line.pop_back();
        if (std::exchange(too_long_, false))
            ++dropped_;
        else if (!line.empty())
            complete.push_back(std::move(line));
    }
    return complete;
}

}  // namespace bot::transport
