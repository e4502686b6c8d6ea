// What X says of its posts, in answers and in its stream.
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/x/listener.h"
#include "bot/networks/x/post.h"
#include "bot/networks/x/stream.h"
#include "bot/transport/event_parser.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const answer = nlohmann::json::parse(data, data + size, nullptr, false);
    bot::networks::XAccount const us{"900", "awards"};
    for (auto const& one : bot::networks::json::list(answer, "data"))
        if (auto const read = bot::networks::read_x_post(one, answer, &us)) {
            demand_post(read->post);
            demand(bot::networks::is_x_id(read->id));
        }
    bot::transport::LineParser lines(4096);
    for (auto const& line : lines.feed({reinterpret_cast<char const*>(data), size})) {
        demand(!line.empty() && line.size() <= 4096 && line.find('\n') == line.npos);
        auto const read = bot::networks::read_x_line(line, &us);
        demand(!read.post || read.bill);
        if (read.post) demand_post(read.post->post);
    }
    std::string const text(reinterpret_cast<char const*>(data), size);
    using bot::networks::cursor_text, bot::networks::read_cursor, bot::networks::XCursor;
    if (auto const cursor = read_cursor<XCursor>(text)) {
        auto const again = read_cursor<XCursor>(cursor_text(*cursor));
        demand(again && cursor_text(*again) == cursor_text(*cursor));
    }
    return 0;
}
