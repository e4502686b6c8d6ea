#include "bot/networks/x/stream.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/conformance_stage.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/bot/networks/x/stage.h"

using namespace bot;
using namespace bot::networks;
using namespace std::chrono_literals;
using Catch::Contains;
using nlohmann::json;
using test::fixture_answer;
using test::ids_of;
using test::json_answer;
using test::XStage;
using Ids = std::vector<std::string>;

namespace {

constexpr auto rules_path = "/2/tweets/search/stream/rules";
constexpr auto stream_path = "/2/tweets/search/stream";
constexpr long long post_costs = 15'000;  // with its author

std::string line(std::string const& fixture) {
    return json::parse(test::fixture_file(fixture)).dump() + "\r\n";
}

/// A post that X sends for that rule.
std::string sent(std::string const& id, std::string const& rule = "1971800000000000011") {
    auto post = json::parse(test::fixture_file("x/stream_post"));
    post["data"]["id"] = id;
    post["data"]["edit_history_tweet_ids"] = {id};
    post["matching_rules"][0]["id"] = rule;
    return post.dump() + "\r\n";
}

test::HttpAnswer stream(std::string const& body) {
    return {200,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n\r\n" + body,
            {},
            test::HttpAnswer::Way::stay};
}

/// X with a stream, whose rules there are and a new one for "otter support".
struct StreamStage : XStage {
    explicit StreamStage(test::HttpAnswer answer = stream("")) {
        settings.stream = true;
        settings.back_fill = 0h;
        server.answer(rules_path, fixture_answer("x/rules"));
        server.answer(rules_path, fixture_answer("x/rules_added"));
        server.answer(rules_path, fixture_answer("x/rules_added"));
        server.answer(stream_path, std::move(answer));
        search_gives(posts({}));
    }
    /// Searches until `done`, without passing time.
    template <class Done>
    void search_until(Done done) {
        for (int i = 0; i < 200'000 && !done(); ++i) {
            auto const page = search(network());
            for (auto const& post : page.posts) got.push_back(post.native_id);
            for (auto const& one : page.skipped) told.push_back(one.where + ": " + one.why);
        }
        CHECK(done());
    }
    using XStage::search;
    Network& network() {
        if (!network_) network_ = connect();
        return *network_;
    }
    void connect_and_fill() {
        search_until([&] { return !asked_for(stream_path).empty(); });
        server.push(sent("501"));
        search_until([&] { return got == Ids{"501"}; });
        world.clock.advance(1min);
        search_until([&] { return asked_for(search_path).size() == 1; });
    }
    long long held() const { return 4 * 25'000; }  // booked ahead

    Ids got, told;

private:
    std::optional<Network> network_;
};

}  // namespace

TEST_CASE("the stream's rules become the searches: tried, added, and the old ones taken away",
          "[networks][x]") {
    StreamStage stage;
    stage.search_until([&] { return stage.asked_for(rules_path).size() >= 4; });
    auto const asked = stage.asked_for(rules_path);
    REQUIRE(asked.size() == 4);
    CHECK(asked[0].method == "GET");
    CHECK(asked[1].param("dry_run") == "true");
    CHECK(json::parse(asked[1].body) ==
          json::parse(R"({"add": [{"value": "otter support", "tag": "supportawards"}]})"));
    CHECK(asked[2].param("dry_run").empty());
    CHECK(asked[2].body == asked[1].body);
    CHECK(json::parse(asked[3].body) == json::parse(R"({"delete": {"ids": ["1971800000000000001"]}})"));
    CHECK(asked[3].headers.at("authorization") == "Bearer secret-bearer");
    REQUIRE(stage.told.size() == 1);
    CHECK_THAT(stage.told[0], Contains("1 rules of somebody else"));
}

TEST_CASE("what X sends is handed out and paid for; blank lines only say that it lives", "[networks][x]") {
    StreamStage stage(stream("\r\n" + line("x/stream_post") + "\r\n" + sent("502", "77") + sent("503")));
    stage.search_until([&] { return stage.got.size() == 2; });
    CHECK(stage.got == Ids{"2071800000000000501", "503"});
    auto const asked = stage.asked_for(stream_path).at(0);
    CHECK(asked.param("expansions") == "author_id,referenced_tweets.id");
    CHECK(asked.headers.at("authorization") == "Bearer secret-bearer");
    // The one that came for somebody else's rule is paid as well.
    CHECK(stage.spent().micro_dollars == 3 * post_costs + stage.held());
    CHECK(stage.spent().posts_read == 3);
    CHECK(stage.network().interval == 10s);
}

TEST_CASE("what a watch query asks of the stream is held against the post", "[networks][x][watch]") {
    StreamStage stage(stream(sent("501") + sent("502")));
    stage.settings.queries.clear();
    stage.watched.searches = {"otter support"};
    SECTION("that fits") {
        stage.watched.queries = {watch::parse("\"great support\"")};
        stage.search_until([&] { return stage.got == Ids{"501", "502"}; });
    }
    SECTION("that does not") {
        stage.watched.queries = {watch::parse("\"words that nobody wrote\"")};
        stage.search_until([&] { return stage.spent().posts_read == 2; });
        stage.search(stage.network());
        CHECK(stage.got.empty());
    }
}

TEST_CASE("a search is asked once after the stream began, and then no more while it stands",
          "[networks][x]") {
    StreamStage stage;
    stage.connect_and_fill();
    for (int i = 0; i < 5; ++i) {
        stage.world.clock.advance(1h);
        stage.search(stage.network());
    }
    CHECK(stage.asked_for(stage.search_path).size() == 1);
}

TEST_CASE("what was written while the stream was away is searched for from the last post on",
          "[networks][x]") {
    StreamStage stage;
    stage.connect_and_fill();
    stage.server.push(sent("510"));
    stage.search_until([&] { return stage.got == Ids{"501", "510"}; });
    stage.server.hang_up();
    stage.search_until([&] { return stage.asked_for(stream_path).size() == 2; });
    stage.search_gives(stage.posts({"512", "511"}));
    stage.server.push(sent("513"));
    // Until the gap is filled, what comes after it does not hide it.
    stage.search_until([&] { return stage.got.size() == 3; });
    stage.world.clock.advance(3min);
    stage.search_until([&] { return stage.got.size() == 5; });
    CHECK(stage.got == Ids{"501", "510", "513", "512", "511"});
    CHECK(stage.asked_for(stage.search_path).back().param("since_id") == "510");
}

TEST_CASE("what was handed out and not stored is searched for", "[networks][x]") {
    StreamStage stage;
    stage.connect_and_fill();
    stage.search(stage.network());
    auto const stored = stage.cursor;
    stage.server.push(sent("510"));
    stage.search_until([&] { return stage.got.size() == 2; });
    stage.cursor = stored;
    stage.search_gives(stage.posts({"510"}));
    stage.search(stage.network());
    stage.world.clock.advance(1min);
    stage.search_until([&] { return stage.got == Ids{"501", "510", "510"}; });
    CHECK(stage.asked_for(stage.search_path).back().param("since_id").empty());
}

TEST_CASE("a line that cannot be read leaves a gap, and stays paid as booked", "[networks][x]") {
    StreamStage stage;
    stage.connect_and_fill();
    auto const before = stage.spent().micro_dollars;
    stage.server.push("{\"data\": {\"id\r\n");
    stage.search_until([&] { return stage.spent().micro_dollars == before + 25'000; });
    stage.search(stage.network());
    stage.world.clock.advance(1min);
    stage.search_until([&] { return stage.asked_for(stage.search_path).size() == 2; });
}

TEST_CASE("a stream stops before the day's cap, and goes on the next day", "[networks][x]") {
    StreamStage stage;
    stage.settings.daily_cap = 135'000;  // what is booked ahead, and two posts
    std::string many;
    for (int i = 501; i < 504; ++i) many += sent(std::to_string(i));
    stage.server.forget(stream_path);
    stage.server.answer(stream_path, stream(many));
    stage.search_until([&] {
        return !stage.told.empty() &&
               stage.told.back().find("today's spend is at its cap") != Ids::value_type::npos;
    });
    CHECK(stage.got.size() == 3);
    CHECK(stage.spent().micro_dollars == 3 * post_costs);
    auto const told = stage.told.size();
    for (int i = 0; i < 5; ++i) {
        stage.world.clock.advance(10s);
        stage.search_until([] { return true; });
        stage.search(stage.network());
    }
    CHECK(stage.asked_for(stream_path).size() == 1);
    CHECK(stage.told.size() == told);
    stage.server.forget(stream_path);
    stage.server.answer(stream_path, stream(sent("601")));
    stage.world.clock.advance(16h);
    stage.search_until([&] { return stage.got.size() == 4; });
    CHECK(stage.spent().micro_dollars == post_costs + stage.held());
}

TEST_CASE("where the plan has no stream, or no connection is left, the searches go on and it is told once",
          "[networks][x]") {
    auto const status = GENERATE(403, 404, 429);
    bool const early = GENERATE(true, false);
    if (early && status == 429) return;
    StreamStage stage;
    auto const refused = json_answer(R"({"title": "Client Forbidden", "reason": "client-not-enrolled",
        "type": "https://api.x.com/2/problems/client-forbidden"})",
                                     status);
    auto const* const path = early ? rules_path : stream_path;
    stage.server.forget(path);
    stage.server.answer(path, refused);
    auto const says = "(" + std::to_string(status) + ")";
    auto const times = [&] {
        return std::ranges::count_if(stage.told,
                                     [&](std::string const& one) { return one.find(says) != one.npos; });
    };
    stage.search_until([&] { return times() == 1; });
    stage.search_gives(stage.posts({"205"}));
    for (int i = 0; i < 3; ++i) {
        stage.world.clock.advance(3min);
        stage.search_until(
            [&] { return stage.asked_for(stage.search_path).size() > static_cast<std::size_t>(i); });
    }
    CHECK(stage.got == Ids{"205"});
    CHECK(times() == 1);
}

TEST_CASE("a search that is no rule of the stream is told once and searched for", "[networks][x]") {
    StreamStage stage;
    stage.server.forget(rules_path);
    stage.server.answer(rules_path, json_answer(R"({"meta": {"sent": "now"}})"));
    stage.server.answer(rules_path, fixture_answer("x/rules_refused", GENERATE(200, 400)));
    stage.search_gives(stage.posts({"205"}));
    stage.search(stage.network());
    stage.world.clock.advance(3min);
    stage.search_until([&] { return stage.got == Ids{"205"}; });
    CHECK(stage.asked_for(rules_path).size() == 2);
    CHECK(stage.asked_for(stream_path).empty());
}

TEST_CASE("X's own words about the end of a connection are told", "[networks][x]") {
    StreamStage stage(stream(line("x/stream_disconnect")));
    stage.search_until([&] { return stage.told.size() == 2; });
    CHECK_THAT(stage.told[1], Contains("X says: operational-disconnect"));
    CHECK(stage.spent().posts_read == 0);
}

TEST_CASE("a search by hand does not open the stream", "[networks][x]") {
    StreamStage stage;
    stage.settings.back_fill = 24h;
    stage.watched.text = "otter support";
    stage.search_gives(stage.posts({"205"}));
    CHECK(ids_of(stage.search(stage.network()).posts) == Ids{"205"});
    CHECK(stage.asked_for(rules_path).empty());
}

TEST_CASE("a line of the stream says its post, its rules and its cost", "[networks][x]") {
    auto const read = read_x_line(line("x/stream_post"), nullptr);
    REQUIRE(read.post);
    CHECK(read.post->post.text == "Thank you @OtterHelp, that was great support & so quick");
    CHECK(read.post->post.author_handle == "mira_k");
    CHECK(read.rules == Ids{"1971800000000000011"});
    REQUIRE(read.bill);
    CHECK(read.bill->posts == 1);
    CHECK(read.bill->accounts == 1);
    CHECK(
        read_x_line(R"({"data": {"id": "5", "text": "x"}, "matching_rules": [{"id": 1166895166390583299}]})",
                    nullptr)
            .rules == Ids{"1166895166390583299"});
    auto const end = read_x_line(line("x/stream_disconnect"), nullptr);
    CHECK(end.error == "operational-disconnect");
    CHECK(end.bill->posts == 0);
    CHECK_FALSE(read_x_line("", nullptr).bill);
    CHECK_FALSE(read_x_line("[1]", nullptr).bill);
}

TEST_CASE("a version of a post is one find, whether the stream or a search has it", "[networks][x]") {
    StreamStage stage;
    stage.connect_and_fill();
    auto edited = json::parse(sent("510"));
    edited["data"]["edit_history_tweet_ids"] = {"501", "510"};
    stage.server.push(edited.dump() + "\r\n");
    // An edit is news, under the first version's id.
    stage.search_until([&] { return stage.got == Ids{"501", "501"}; });
    stage.server.hang_up();
    stage.search_until([&] { return stage.asked_for(stream_path).size() == 2; });
    stage.search_gives(json_answer(
        R"({"data": [{"id": "510", "text": "Great", "edit_history_tweet_ids": ["501", "510"]}], "meta": {}})"));
    stage.search(stage.network());
    stage.world.clock.advance(3min);
    stage.search_until([&] { return stage.asked_for(stage.search_path).size() == 2; });
    CHECK(stage.got == Ids{"501", "501"});
}

TEST_CASE("a web page where the stream should be costs nothing, and the searches go on", "[networks][x]") {
    auto const type = GENERATE("text/html; charset=utf-8", "application/json");
    StreamStage stage;
    stage.server.forget(stream_path);
    stage.server.answer(stream_path,
                        {200,
                         std::string("HTTP/1.1 200 OK\r\nContent-Type: ") + type +
                             "\r\nConnection: close\r\n\r\n<html>\n<p>sign in\n<p>please\n</html>\n",
                         {},
                         test::HttpAnswer::Way::raw});
    stage.search_until([&] { return stage.told.size() == 2; });
    CHECK_THAT(stage.told[1], Contains("the searches go on"));
    CHECK(stage.spent().posts_read == 0);
    CHECK(stage.spent().micro_dollars == stage.held());
    stage.search_gives(stage.posts({"205"}));
    for (std::size_t i = 0; i < 2; ++i) {
        stage.world.clock.advance(3min);
        stage.search_until([&] { return stage.asked_for(stage.search_path).size() > i; });
    }
    CHECK(stage.got == Ids{"205"});
}

TEST_CASE("X is asked for its stream again at the pace that it wants", "[networks][x]") {
    CHECK(x_stream_pause(0, 0) == 250ms);
    CHECK(x_stream_pause(0, 4) == 1s);
    CHECK(x_stream_pause(0, 1000) == 16s);
    CHECK(x_stream_pause(503, 1) == 5s);
    CHECK(x_stream_pause(200, 2) == 10s);
    CHECK(x_stream_pause(503, 3) == 20s);
    CHECK(x_stream_pause(503, 99) == 320s);
    CHECK(x_stream_pause(429, 1) == 1min);
    CHECK(x_stream_pause(429, 3) == 4min);
    CHECK(x_stream_pause(403, 1) == 6h);
}
