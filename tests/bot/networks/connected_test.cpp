#include <catch2/catch.hpp>
#include <fstream>

#include "bot/networks/descriptor.h"
#include "bot/networks/networks.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/tools/world.h"

using bot::networks::Network;
using bot::networks::NetworkError;
using test::fixture_answer;
using test::json_answer;

namespace {

/// Networks as the program makes them of its settings, with one server on loopback for all of them.
struct Programme : test::World {
    test::HttpServer server;
    config::Networks settings;
    std::vector<Network> networks;

    Programme() { settings.private_addresses = true; }
    Network const& connect(std::string_view name) {
        networks = bot::networks::connect(settings, {clock, &store, folder.path, "SupportAwards/test"});
        return *bot::networks::find(networks, name);
    }
    NetworkError failure(Network const& network) const {
        try {
            (void)network.listener->search({}, "");
        } catch (NetworkError const& error) {
            return error;
        }
        throw std::logic_error("it was searched");
    }
};

}  // namespace

TEST_CASE("a network with nothing to listen to says what to set, and asks nobody for posts", "[networks]") {
    Programme with;
    with.settings.mastodon.enabled = with.settings.lemmy.enabled = with.settings.reddit.enabled =
        with.settings.x.enabled = true;
    with.settings.mastodon.instance = with.settings.lemmy.instance = with.server.address();
    with.settings.reddit.api = with.settings.reddit.sign_in = with.settings.x.api = with.server.address();
    auto const [name, says] = GENERATE(
        table<std::string, std::string>({{"mastodon", "set networks.mastodon.hashtags"},
                                         {"lemmy", "set networks.lemmy.queries"},
                                         {"reddit", "there is neither a subreddit nor a query"},
                                         {"x", "there is no query and no account whose mentions to read"}}));
    auto const error = with.failure(with.connect(name));
    CHECK(error.error_class == NetworkError::Class::ours);
    CHECK_THAT(error.what(), Catch::StartsWith(name + ": ") && Catch::Contains(says));
    CHECK(with.server.asked().empty());
}

TEST_CASE("an instance may be named with a slash at its end", "[networks]") {
    Programme with;
    with.settings.mastodon.enabled = with.settings.lemmy.enabled = true;
    with.settings.mastodon.instance = with.settings.lemmy.instance = with.server.address() + "//";
    with.settings.mastodon.hashtags = {"#goodsupport"};
    with.settings.lemmy.queries = {"Lantern"};
    with.server.answer("/api/v2/instance", fixture_answer("mastodon/instance_v2"));
    with.server.answer("/api/v1/timelines/tag/goodsupport", json_answer("[]"));
    with.server.answer("/api/v3/site", fixture_answer("lemmy/site"));
    with.server.answer("/api/v3/search", fixture_answer("lemmy/empty"));
    CHECK_NOTHROW(with.connect("mastodon").listener->search({}, ""));
    CHECK_NOTHROW(with.connect("lemmy").listener->search({}, ""));
    auto const& mastodon = with.connect("mastodon");
    CHECK_NOTHROW(mastodon.listener->search({}, ""));
    CHECK(mastodon.by_hand({"https://a.example/1", "", ""}, "Hi").address ==
          with.server.address() + "/authorize_interaction?uri=https%3A%2F%2Fa.example%2F1");
}

TEST_CASE("every call says who asks, and Reddit's as its section has it", "[networks]") {
    Programme with;
    with.settings.hackernews.enabled = with.settings.reddit.enabled = with.settings.rss.enabled = true;
    with.settings.hackernews.search = with.settings.reddit.api = with.settings.reddit.sign_in =
        with.server.address();
    with.settings.reddit.own_user_agent = "linux:org.example.awards:1.0 (by /u/awards)";
    with.settings.reddit.queries = {"otter"};
    with.settings.rss.feeds = {with.server.address() + "/feed"};
    with.server.answer("/api/v1/access_token", json_answer(R"({"access_token": "t"})"));
    auto const agent_of = [&](char const* name) {
        try {
            (void)with.connect(name).listener->search({}, "");
        } catch (NetworkError const&) {
        }
        return with.server.asked().back().headers.at("user-agent");
    };
    CHECK(agent_of("hackernews") == "SupportAwards/test");
    CHECK(agent_of("rss") == "SupportAwards/test");
    CHECK(agent_of("reddit") == "linux:org.example.awards:1.0 (by /u/awards)");
}

TEST_CASE("a server in one's own network is asked only where the settings allow it", "[networks]") {
    Programme with;
    with.settings.private_addresses = GENERATE(false, true);
    with.settings.hackernews.enabled = with.settings.rss.enabled = with.settings.reddit.enabled = true;
    with.settings.hackernews.search = with.settings.reddit.api = with.settings.reddit.sign_in =
        with.server.address();
    with.settings.reddit.queries = {"otter"};
    with.settings.rss.feeds = {with.server.address() + "/feed"};
    for (auto const* name : {"hackernews", "rss", "reddit"}) {
        INFO(name);
        auto const before = with.server.asked().size();
        CHECK_THROWS_AS(with.connect(name).listener->search({}, ""), NetworkError);
        CHECK((with.server.asked().size() > before) == with.settings.private_addresses);
    }
}

TEST_CASE("one search by hand looks back as far as it is told, at any pace", "[networks]") {
    Programme with;
    with.settings.hackernews.enabled = with.settings.archive.enabled = true;
    with.settings.hackernews.search = with.server.address();
    with.settings.archive.posts_a_minute = 1;
    with.settings.archive.paths = {(with.folder / "a.jsonl").string()};
    std::ofstream(with.folder / "a.jsonl") << "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"b\"}\n";
    with.server.answer(json_answer(R"({"hits": []})"));
    bot::networks::Surroundings by_hand{with.clock, nullptr, with.folder.path, "SupportAwards/test",
                                        std::chrono::hours(48)};
    auto const networks = bot::networks::connect(with.settings, by_hand);
    (void)bot::networks::find(networks, "hackernews")->listener->search({"otter"}, "");
    CHECK(with.server.asked().at(0).param("numericFilters") == "created_at_i>=1788076800");
    auto const page = bot::networks::find(networks, "archive")->listener->search({}, "");
    CHECK(page.posts.size() == 2);
    CHECK_FALSE(page.wait);
    CHECK(with.connect("archive").listener->search({}, "").posts.size() == 1);
}

TEST_CASE("an archive keeps its replies in the data folder unless another file is named", "[networks]") {
    Programme with;
    with.settings.archive.enabled = true;
    with.settings.archive.paths = {with.folder.path.string()};
    if (GENERATE(false, true)) with.settings.archive.outbox = (with.folder / "named/replies.jsonl").string();
    bot::networks::Composed reply;
    reply.request = R"({"id": "reply-key", "text": "Thank you", "idempotency_key": "key"})";
    reply.idempotency_key = "key";
    CHECK(with.connect("archive").answerer->send(reply).native_id == "reply-key");
    CHECK(std::filesystem::exists(with.folder / (with.settings.archive.outbox.empty()
                                                     ? "outbox/archive.jsonl"
                                                     : "named/replies.jsonl")));
}
