// What somebody else's file says: a line of an archive, and a stored cursor; and what must hold of a post.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bot/networks/archive/cursor.h"
#include "bot/networks/archive/line.h"

namespace {

void demand(bool truth) {
    if (!truth) std::abort();
}

/// Text that any database takes.
void demand_text(std::optional<std::string> const& text) {
    if (!text) return;
    demand(!text->empty() && text->find('\0') == std::string::npos);
    nlohmann::json(*text).dump();  // Throws if it is not UTF-8.
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    std::string_view const line(reinterpret_cast<char const*>(data), size);
    std::string why;
    if (auto const read = read_archive_line(line, Time{}, why)) {
        auto const& post = read->post;
        demand_text(post.native_id);
        for (auto const* field : {&post.author_id, &post.author_handle, &post.author_name, &post.language,
                                  &post.url, &post.in_reply_to, &post.thread})
            demand_text(*field);
        if (!post.text.empty()) demand_text(post.text);
        demand(!post.url || post.url->starts_with("http"));
    } else {
        demand(!why.empty());
    }
    if (auto const cursor = ArchiveCursor::from(line))
        demand(ArchiveCursor::from(cursor->text()).has_value());
    return 0;
}
