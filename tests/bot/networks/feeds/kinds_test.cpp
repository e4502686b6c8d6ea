#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/networks/client/timestamps.h"
#include "bot/networks/feeds/feeds.h"
#include "tests/fakes/http_server.h"
#include "tests/tools/paths.h"
#include "tests/tools/world.h"

// Feeds of every kind that readers and bridges were told of, each through the whole listener: tests/fixtures/
// rss/kinds/NAME.feed, and in expected.json what its items are ("{base}" is the server), or nothing if it is
// to be refused. Times are RFC 3339.
namespace {

using nlohmann::json;

std::string bytes_of(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

std::filesystem::path const& folder() {
    static std::filesystem::path const path = test::source_folder() + "/tests/fixtures/rss/kinds";
    return path;
}

json const& expected() {
    static auto const all = json::parse(bytes_of(folder() / "expected.json"));
    return all;
}

std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (auto const& [name, kind] : expected().items()) names.push_back(name);
    return names;
}

json written(bot::networks::FoundPost const& post) {
    json item{{"text", post.text}};
    if (post.author_name) item["author"] = *post.author_name;
    if (post.url) item["url"] = *post.url;
    if (post.written_at) item["time"] = post.written_at->time_since_epoch().count();
    return item;
}

/// With the server's address, and times as the listener gives them.
json meant(json item, std::string const& base) {
    if (item.contains("time"))
        item["time"] = bot::networks::time_from_rfc3339(item["time"].get<std::string>())
                           .value()
                           .time_since_epoch()
                           .count();
    if (item.contains("url")) {
        auto url = item["url"].get<std::string>();
        if (url.starts_with("{base}")) item["url"] = base + url.substr(6);
    }
    return item;
}

}  // namespace

TEST_CASE("a feed of each kind there is gives the words, author, link and time it has", "[networks][rss]") {
    auto const name = GENERATE(from_range(kinds()));
    INFO(name);
    auto const& kind = expected().at(name);
    test::HttpServer server;
    test::ManualClock clock;
    clock.set(bot::networks::time_from_rfc3339("2026-11-30T00:00:00Z").value());
    bot::networks::RssSettings settings;
    settings.feeds = {server.address() + "/feeds/all.xml"};
    settings.private_addresses = true;
    auto const network = bot::networks::rss(settings, clock);
    // Once it was read, all that is new in it is given, whatever its date.
    server.answer({200, "<rss version=\"2.0\"><channel/></rss>"});
    test::HttpAnswer answer{200, bytes_of(folder() / (name + ".feed"))};
    auto const headers = kind.value("headers", json::object());
    for (auto const& [header, value] : headers.items())
        answer.headers.emplace_back(header, value.get<std::string>());
    server.answer(answer);
    auto const cursor = network.listener->search({}, "").cursor;
    clock.advance(std::chrono::hours(1));
    if (!kind.contains("items")) {
        CHECK_THROWS_AS(network.listener->search({}, cursor), bot::networks::NetworkError);
        return;
    }
    json items = json::array();
    for (auto const& post : network.listener->search({}, cursor).posts) items.push_back(written(post));
    json wanted = json::array();
    for (auto const& item : kind.at("items")) wanted.push_back(meant(item, server.address()));
    CHECK(items.dump(1) == wanted.dump(1));
}
