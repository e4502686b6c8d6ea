#include <catch2/catch.hpp>
#include <set>

#include "bot/networks/archive/line.h"
#include "embedded_config.h"
#include "tests/tools/world.h"

TEST_CASE("every line of the demo's archive is a post of its own", "[networks]") {
    std::set<std::string> ids, texts, languages;
    for (auto const& file : embedded_config::files()) {
        if (file.path != "demo/posts.jsonl") continue;
        for (auto left = file.bytes; !left.empty();) {
            auto const end = std::min(left.find('\n'), left.size());
            std::string why;
            auto const line =
                bot::networks::read_archive_line(left.substr(0, end), test::ManualClock::start, why);
            left.remove_prefix(std::min(end + 1, left.size()));
            INFO(why);
            REQUIRE(line);
            if (line->gone) continue;
            CHECK(ids.insert(line->post.native_id).second);
            CHECK(texts.insert(line->post.text).second);
            CHECK(line->post.author_handle);
            CHECK(line->post.written_at);
            languages.insert(line->post.language.value_or(""));
        }
    }
    CHECK(ids.size() >= 220);
    CHECK(languages.size() >= 8);
}
