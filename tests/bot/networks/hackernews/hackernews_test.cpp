#include "bot/networks/hackernews/hackernews.h"

#include <catch2/catch.hpp>

#include "tests/bot/networks/conformance_stage.h"

using namespace std::chrono_literals;

namespace {

std::string hit(int id, int seconds_before_start, std::string const& words = "praise") {
    auto const written =
        std::chrono::floor<std::chrono::seconds>(test::ManualClock::start.time_since_epoch()).count() -
        seconds_before_start;
    return R"({"objectID": ")" + std::to_string(id) + R"(", "author": "mira", "comment_text": ")" + words +
           R"(", "created_at_i": )" + std::to_string(written) + R"(, "parent_id": 1, "story_id": 1})";
}

test::HttpAnswer hits(std::string const& all, int pages = 1) {
    return test::json_answer(R"({"hits": [)" + all + R"(], "nbPages": )" + std::to_string(pages) + "}");
}

}  // namespace

TEST_CASE("Hacker News is asked for what came since, with ten minutes of overlap", "[networks][hackernews]") {
    auto const connector = test::hackernews_connector();
    test::ConformanceStage stage(connector);
    stage.search_gives(hits(hit(7, 60)));
    CHECK(stage.listen().size() == 1);
    CHECK(stage.listen().empty());
    auto const asked = stage.server.asked();
    CHECK(asked.at(0).param("query") == "otter");
    CHECK(asked.at(0).param("numericFilters") == "created_at_i>=1788163200");
    CHECK(asked.at(0).param("tags") == "(story,comment,poll)");
    CHECK(asked.at(1).param("numericFilters") == "created_at_i>=1788248940");
}

TEST_CASE("Hacker News begins at now unless told otherwise", "[networks][hackernews]") {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::HackerNewsSettings settings;
    settings.search = server.address();
    settings.private_addresses = true;
    auto const listener = bot::networks::hackernews(settings, clock).listener;
    server.answer(hits(hit(7, 60)));
    CHECK(listener->search({}, "").posts.empty());
    CHECK(server.asked().at(0).param("numericFilters") == "created_at_i>=1788249600");
    CHECK(server.asked().at(0).param("query").empty());
}

TEST_CASE("each query of Hacker News has its turn, and a post in two is one", "[networks][hackernews]") {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::HackerNewsSettings settings;
    settings.search = server.address();
    settings.private_addresses = true;
    settings.back_fill = 1h;
    settings.queries = {"otter", "\"so helpful\""};
    auto const listener = bot::networks::hackernews(settings, clock).listener;
    server.answer(hits(hit(7, 60)));
    server.answer(hits(hit(8, 30) + "," + hit(7, 60)));
    auto const first = listener->search({}, "");
    CHECK(first.more);
    auto const second = listener->search({}, first.cursor);
    CHECK_FALSE(second.more);
    CHECK(test::ids_of(second.posts) == std::vector<std::string>{"8"});
    CHECK(server.asked().at(1).param("query") == "\"so helpful\"");
    CHECK(server.asked().at(1).param("numericFilters") == "created_at_i>=1788246000");
    CHECK(listener->search({"of one's own"}, second.cursor).posts.empty());
    CHECK(server.asked().at(2).param("query") == "of one's own");
}

TEST_CASE("a server that always has the same further page is left", "[networks][hackernews]") {
    auto const connector = test::hackernews_connector();
    test::ConformanceStage stage(connector);
    stage.search_gives(hits(hit(7, 60), 10));
    CHECK(stage.listen().size() == 1);
    CHECK(stage.server.asked().size() == 2);
}

TEST_CASE("a post from the future does not hide what comes before it", "[networks][hackernews]") {
    auto const connector = test::hackernews_connector();
    test::ConformanceStage stage(connector);
    stage.search_gives(hits(hit(7, -1'000'000)));
    CHECK(stage.listen().size() == 1);
    stage.search_gives(hits(hit(8, 5)));
    CHECK(stage.listen().size() == 1);
}

TEST_CASE("a comment of Hacker News is read with its parents, a story with its title",
          "[networks][hackernews]") {
    auto const connector = test::hackernews_connector();
    test::ConformanceStage stage(connector);
    stage.search_gives(stage.answer("ordinary"));
    auto const posts = stage.listen();
    auto const& comment = posts.at(0);
    CHECK(comment.text ==
          "I've had nothing but good from Otter's support.\n\nThey called back & stayed on the line. See "
          "https://otter.example/blog/how-we-answer-the-phone");
    CHECK(comment.author_id == "pelle");
    CHECK(comment.url == "https://news.ycombinator.com/item?id=41000009");
    CHECK(comment.in_reply_to == "41000007");
    CHECK(comment.thread == "41000001");
    CHECK(comment.written_at == bot::Time(1788249500s));
    CHECK(posts.at(1).text ==
          "Ask HN: Whose support do you love?\n\nMine is the one of my bank: a person picks up.");
    CHECK(posts.at(1).thread == "41000001");
    CHECK(posts.at(2).text == "Why <blink> is gone & support stays");
}

TEST_CASE("nobody answers at Hacker News but by hand", "[networks][hackernews]") {
    auto const connector = test::hackernews_connector();
    test::ConformanceStage stage(connector);
    CHECK(stage.network.policy.by_api == bot::networks::Policy::ByApi::never);
    CHECK_THROWS_AS(stage.network.answerer->send({}), bot::networks::NetworkError);
    CHECK(stage.server.asked().empty());
}

TEST_CASE("what is watched is asked of Hacker News beside the settings' queries, and held against the answer",
          "[networks][hackernews][watch]") {
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::HackerNewsSettings settings;
    settings.search = server.address();
    settings.private_addresses = true;
    settings.back_fill = 1h;
    settings.queries = {"otter"};
    auto const listener = bot::networks::hackernews(settings, clock).listener;
    bot::networks::WatchQuery watched;
    watched.searches = {"support"};
    watched.queries = {bot::watch::parse("\"great support\"")};
    server.answer(hits(hit(7, 60)));
    server.answer(hits(hit(9, 50, "weak support") + "," + hit(8, 30, "great support") + "," + hit(7, 60)));
    auto const first = listener->search(watched, "");
    CHECK(test::ids_of(first.posts) == std::vector<std::string>{"7"});
    auto const second = listener->search(watched, first.cursor);
    CHECK(server.asked().at(1).param("query") == "support");
    CHECK(test::ids_of(second.posts) == std::vector<std::string>{"8"});

    SECTION("a query that is added begins where it was told, and moves no other's place") {
        clock.advance(2h);
        watched.searches.push_back("kudos");
        server.answer(hits(""));
        server.answer(hits(""));
        server.answer(hits(""));
        auto cursor = second.cursor;
        for (int i = 0; i < 3; ++i) cursor = listener->search(watched, cursor).cursor;
        CHECK(server.asked().at(2).param("query") == "kudos");
        CHECK(server.asked().at(2).param("numericFilters") == "created_at_i>=1788253200");
        CHECK(server.asked().at(3).param("numericFilters") == "created_at_i>=1788248940");
        CHECK(server.asked().at(4).param("numericFilters") == "created_at_i>=1788248970");
    }
}

TEST_CASE("an answer of Hacker News without a list of hits is their failure", "[networks][hackernews]") {
    test::ConformanceStage stage(test::hackernews_connector());
    stage.search_gives(test::json_answer(GENERATE("{}", "[]", R"({"hits": null})", R"({"hits": {"0": 1}})")));
    CHECK(stage.failure().error_class == bot::networks::NetworkError::Class::theirs);
}

TEST_CASE("a gap at Hacker News is read fifty pages deep, and what lies below is told",
          "[networks][hackernews]") {
    test::ConformanceStage stage(test::hackernews_connector());
    for (int page = 0; page < 60; ++page)
        stage.server.answer(stage.connector.search_path, hits(hit(1000 - page, 60 + page), 60));
    std::size_t posts = 0, pages = 0;
    std::vector<bot::networks::Skipped> told;
    for (bool more = true; more && pages < 60; ++pages) {
        auto const page = stage.search();
        posts += page.posts.size();
        told.insert(told.end(), page.skipped.begin(), page.skipped.end());
        more = page.more;
        stage.clock.advance(page.wait.value_or(0ms));
    }
    CHECK(pages == 50);
    CHECK(posts == 50);
    REQUIRE(told.size() == 1);
    CHECK_THAT(told[0].why, Catch::Contains("the oldest is left out"));
    // Each page ends where the next one begins.
    auto const asked = stage.server.asked();
    CHECK(asked.at(1).param("numericFilters") == "created_at_i>=1788163200,created_at_i<=1788249540");
    CHECK(asked.at(49).param("numericFilters") == "created_at_i>=1788163200,created_at_i<=1788249492");
}

TEST_CASE("what Hacker News hides is gone, and what is no item is their failure", "[networks][hackernews]") {
    using State = bot::networks::Parent::State;
    test::ConformanceStage stage(test::hackernews_connector());
    auto const look = [&](std::string const& item) {
        stage.server.forget("/v0/item/7.json");
        stage.server.answer("/v0/item/7.json", test::json_answer(item));
        return stage.network.answerer->look("7");
    };
    auto const there = look(R"({"id": 7, "title": "Ask HN: Otter &amp; co", "text": "Who is <i>kind</i>?"})");
    CHECK(there.state == State::there);
    CHECK(there.text == "Ask HN: Otter & co\n\nWho is kind?");
    for (auto const* gone : {R"({"id": 7, "text": "words", "deleted": true})",
                             R"({"id": 7, "text": "words", "dead": true})", R"({"id": 7})", "null"}) {
        INFO(gone);
        CHECK(look(gone).state == State::gone);
        CHECK(look(gone).text.empty());
    }
    for (auto const* none : {"{}", "[]", "\"words\""})
        CHECK_THROWS_AS(look(none), bot::networks::NetworkError);
}

TEST_CASE("what Hacker News says of a hit is read where it is of the right kind", "[networks][hackernews]") {
    test::ConformanceStage stage(test::hackernews_connector());
    stage.search_gives(hits(R"(null, {"objectID": null, "comment_text": "no id"},
        {"objectID": "12345678901234567890", "comment_text": "no id of theirs"},
        {"objectID": "101", "author": null, "comment_text": null, "title": null, "created_at_i": 1788249000},
        {"objectID": "102", "author": null, "comment_text": "Thanks", "parent_id": 7, "story_id": null,
         "created_at_i": null, "created_at": "2026-09-01T07:50:00.000Z"},
        {"objectID": 103, "author": "mira", "title": "Is <otter> kind?", "story_text": "", "url": null,
         "created_at_i": 1788249000})"));
    auto const posts = stage.listen();
    REQUIRE(test::ids_of(posts) == std::vector<std::string>{"102", "103"});
    CHECK_FALSE(posts[0].author_handle);
    CHECK(posts[0].in_reply_to == "7");
    CHECK_FALSE(posts[0].thread);
    CHECK(posts[0].written_at == test::ManualClock::start - 10min);
    CHECK(posts[1].text == "Is <otter> kind?");
    CHECK(posts[1].thread == "103");
}
