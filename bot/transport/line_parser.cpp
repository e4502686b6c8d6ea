#include "bot/transport/line_parser.h"

#include <utility>

namespace bot::transport {

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
