#include "bot/networks/x/stream_line.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/x/server.h"

namespace bot::networks {

XStreamLine read_x_line(std::string_view line, XAccount const* us) {
    XStreamLine read;
    auto const answer = json::parsed(line);
    if (!answer.is_object()) return read;
    read.bill = x_bill(answer);
    auto const& data = json::item(answer, "data");
    if (data.is_object()) read.post = read_x_post(data, answer, us);
    for (auto const& rule : json::list(answer, "matching_rules"))
        if (auto id = json::text(rule, "id")) read.rules.push_back(std::move(*id));
    if (data.is_object()) return read;
    for (auto const& error : json::list(answer, "errors"))
        for (auto const* key : {"title", "detail", "message"})
            if (!read.error) read.error = json::text(error, key);
    return read;
}

}  // namespace bot::networks
