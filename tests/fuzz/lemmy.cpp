// What a Lemmy server may say: views, the site; and a stored cursor.
#include <cstdint>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/lemmy/view.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::networks;
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const value = nlohmann::json::parse(bytes, nullptr, false);
    auto const languages = lemmy_languages(value);
    auto const read = [&](nlohmann::json const& view) {
        auto const one = read_lemmy_view(view, languages);
        if (one && !one->post.text.empty()) demand_post(one->post);
    };
    read(value);
    read(json::item(value, "comment_view"));
    for (auto const* list : {"comments", "posts", "mentions"})
        for (auto const& view : json::list(value, list)) read(view);
    if (auto const cursor = read_cursor(bytes, LemmyCursor(50)))
        demand(cursor_text(*read_cursor(cursor_text(*cursor), LemmyCursor(50))) == cursor_text(*cursor));
    return 0;
}
