#include "bot/networks/lemmy/lemmy.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/lemmy/glade.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;
using nlohmann::json;
using test::fixture_answer;
using test::fixture_file;
using test::Glade;
using test::json_answer;
using Class = NetworkError::Class;

TEST_CASE("a Lemmy comment becomes a post with its thread", "[networks][lemmy]") {
    Glade glade;
    glade.says("/api/v3/search", fixture_answer("lemmy/ordinary"));
    glade.settings.queries = {"Lantern"};
    auto const page = glade.search();
    REQUIRE(page.posts.size() == 3);
    auto const& post = page.posts[2];
    CHECK(post.native_id == "https://moss.example/comment/24");
    CHECK(post.author_handle == "dora@moss.example");
    CHECK(post.author_id == "https://moss.example/u/dora");
    CHECK(post.author_name == "Dora M.");
    CHECK(post.language == "en");
    CHECK(post.thread == "https://glade.example/post/7");
    CHECK_FALSE(post.in_reply_to);
    CHECK(page.posts[0].in_reply_to == "https://glade.example/post/7");
    CHECK_FALSE(page.posts[1].language);
    CHECK(page.posts[0].written_at == bot::Time(test::ManualClock::start - 12h));
}

TEST_CASE("Lemmy posts are read with their titles, and what was deleted is told", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {};
    glade.settings.communities = {"shopping@glade.example"};
    glade.restart();
    glade.says("/api/v3/comment/list", json_answer(R"({"comments":[]})"));
    glade.has("/api/v3/post/list", fixture_answer("lemmy/posts"));
    auto const page = glade.listen();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].text == "Who has the best support?\n\nTell **me**.");
    CHECK(page.gone == std::vector<std::string>{"https://glade.example/post/8"});
}

TEST_CASE("a Lemmy comment that was edited is handed out once more", "[networks][lemmy]") {
    Glade glade;
    glade.has("/api/v3/search", fixture_answer("lemmy/ordinary"));
    auto const before = glade.listen().posts;
    REQUIRE_FALSE(before.empty());
    auto found = nlohmann::json::parse(fixture_file("lemmy/ordinary"));
    REQUIRE_FALSE(found["comments"].empty());
    found["comments"][0]["comment"]["updated"] = "2026-09-01T07:59:00Z";
    found["comments"][0]["comment"]["content"] = "other words";
    glade.says("/api/v3/search", json_answer(found.dump()));
    auto const after = glade.listen().posts;
    REQUIRE(after.size() == 1);
    CHECK(after[0].text == "other words");
    CHECK(glade.listen().posts.empty());
}

TEST_CASE("a Lemmy mention summons", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.has("/api/v3/user/mention", fixture_answer("lemmy/mentions"));
    auto const page = glade.listen();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].summoned);
}

TEST_CASE("what new posts push onto later pages does not end the reading", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {};
    glade.settings.communities = {"shopping"};
    glade.restart();
    glade.says("/api/v3/post/list", json_answer(R"({"posts":[]})"));
    auto const view = json::parse(fixture_file("lemmy/ordinary"))["comments"][0];
    auto const from_to = [&](int newest, int oldest) {
        auto list = json::array();
        for (int id = newest; id >= oldest; --id) {
            list.push_back(view);
            list.back()["comment"]["id"] = id;
            list.back()["comment"]["ap_id"] = "https://moss.example/comment/" + std::to_string(id);
            list.back()["comment"]["published"] = fmt::format("2026-08-31T23:{:02}:{:02}Z", id / 60, id % 60);
        }
        return json_answer(json{{"comments", list}}.dump());
    };
    glade.says("/api/v3/comment/list", from_to(100, 100));
    glade.server.answer("/api/v3/comment/list", json_answer(R"({"comments":[]})"));
    CHECK(glade.listen().posts.size() == 1);
    // While the first page was read, one more was written: the last of it stands on the second as well.
    glade.says("/api/v3/comment/list", from_to(220, 171));
    glade.server.answer("/api/v3/comment/list", from_to(171, 122));
    glade.server.answer("/api/v3/comment/list", from_to(121, 100));
    glade.server.answer("/api/v3/comment/list", json_answer(R"({"comments":[]})"));
    CHECK(glade.listen().posts.size() == 120);
    // While the second page could not be read, fifty more were written: it now holds what the first one held.
    glade.says("/api/v3/comment/list", from_to(400, 351));
    CHECK(glade.search().posts.size() == 50);
    glade.clock.advance(1min);
    glade.says("/api/v3/comment/list", from_to(400, 351));
    glade.server.answer("/api/v3/comment/list", from_to(350, 301));
    glade.server.answer("/api/v3/comment/list", from_to(300, 251));
    glade.server.answer("/api/v3/comment/list", from_to(250, 201));
    CHECK(glade.listen().posts.size() == 130);
    glade.clock.advance(1min);
    glade.says("/api/v3/comment/list", from_to(450, 401));
    glade.server.answer("/api/v3/comment/list", from_to(400, 351));
    CHECK(glade.listen().posts.size() == 50);
}

TEST_CASE("a Lemmy list is read to its end before the next one, however busy it is", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {"Lantern support", "Lantern crew", "Lantern desk"};
    glade.restart();
    int id = 10'000;
    auto const page_of = [&](int size) {
        auto list = json::array();
        for (; size > 0; --size) {
            auto const number = std::to_string(--id);
            list.push_back(
                {{"post", {{"id", id}, {"name", "?"}, {"ap_id", "https://moss.example/post/1"}}},
                 {"creator", {{"id", id}, {"name", "ada"}, {"actor_id", "https://moss.example/u/ada"}}},
                 {"comment",
                  {{"id", id},
                   {"post_id", 1},
                   {"content", "Lantern support is kind, " + number},
                   {"ap_id", "https://moss.example/comment/" + number},
                   {"published", "2026-11-22T09:00:00Z"},
                   {"path", "0." + number}}}});
        }
        return json_answer(json{{"comments", list}, {"posts", json::array()}}.dump());
    };
    glade.listen();  // Nothing was there yet.
    glade.server.forget("/api/v3/search");
    for (int page = 0; page < 12; ++page) {
        auto answer = json::parse(page_of(50).body);
        // One that another list had as well, or that a server lists twice, says nothing of the others.
        if (page % 3 == 0) answer["comments"].push_back(answer["comments"][7]);
        glade.server.answer("/api/v3/search", json_answer(answer.dump()));
    }
    glade.server.answer("/api/v3/search", fixture_answer("lemmy/empty"));
    std::size_t posts = 0;
    for (int call = 0; call < 12; ++call) {
        glade.clock.advance(1min);
        posts += glade.search().posts.size();
    }
    CHECK(posts == 600);
}

TEST_CASE("an answer to us is told as one, whatever is watched for", "[networks][lemmy][watch]") {
    Glade glade;
    glade.with_account();
    auto list = json::parse(fixture_file("lemmy/mentions"));
    list["mentions"][0]["comment"]["path"] = "0.24.25";
    glade.has("/api/v3/user/replies", json_answer(json{{"replies", list["mentions"]}}.dump()));
    auto const page = glade.listen();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].answers_us);
    CHECK_FALSE(page.posts[0].summoned);
    CHECK_THAT(page.posts[0].in_reply_to.value_or(""), Catch::EndsWith("/comment/24"));
}

TEST_CASE("a list that this Lemmy does not have is skipped", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.says("/api/v3/user/mention", json_answer(R"({"error":"not_found"})", 404));
    auto const page = glade.listen();
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].where == "mentions");
    CHECK(glade.listen().skipped.empty());
}

TEST_CASE("a refusal of Lemmy's that breaks off is not taken for one of the list", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {};
    glade.settings.communities = {"shopping"};
    glade.restart();
    glade.says("/api/v3/post/list", json_answer(R"({"posts":[]})"));
    glade.says("/api/v3/comment/list", json_answer(R"({"error":"not_log)", 400));
    CHECK_THROWS_AS(glade.listen(), NetworkError);
    glade.says("/api/v3/comment/list", fixture_answer("lemmy/ordinary"));
    glade.server.answer("/api/v3/comment/list", json_answer(R"({"comments":[]})"));
    CHECK_FALSE(glade.listen().posts.empty());
}

TEST_CASE("an answer that is no Lemmy site is not taken for one", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.says("/api/v3/site", json_answer("{}"));
    CHECK_THROWS_AS(glade.search(), NetworkError);
    glade.says("/api/v3/site", fixture_answer("lemmy/site"));
    auto mentions = json::parse(fixture_file("lemmy/mentions"));
    mentions["mentions"][0]["creator"]["id"] = 9;
    glade.has("/api/v3/user/mention", json_answer(mentions.dump()));
    auto const page = glade.listen();
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].ours);
}

TEST_CASE("a Lemmy login is kept in a file that only we can read", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.listen();
    struct stat about {};
    REQUIRE(::stat(glade.settings.session_file.c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    glade.restart();
    glade.listen();
    CHECK(glade.asked("/api/v3/user/login") == 1);
    SECTION("one that others may read is not used") {
        ::chmod(glade.settings.session_file.c_str(), 0640);
        glade.restart();
        glade.listen();
        CHECK(glade.asked("/api/v3/user/login") == 2);
        REQUIRE(::stat(glade.settings.session_file.c_str(), &about) == 0);
        CHECK((about.st_mode & 0777) == 0600);
    }
    SECTION("another account's is not used") {
        glade.settings.username = "somebody";
        glade.restart();
        glade.listen();
        CHECK(glade.asked("/api/v3/user/login") == 2);
    }
}

TEST_CASE("a wrong password is told, without the password", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.says("/api/v3/user/login", json_answer(R"({"error":"incorrect_login"})", 401));
    try {
        glade.search();
        FAIL("it went well");
    } catch (NetworkError const& error) {
        CHECK(error.error_class == Class::auth);
        CHECK_THAT(error.what(), Catch::Contains("incorrect_login") && !Catch::Contains("secret"));
    }
}

TEST_CASE("a used-up bucket of Lemmy is waited for as long as it is", "[networks][lemmy]") {
    Glade glade;
    glade.listen();
    glade.says("/api/v3/search", json_answer(R"({"error":"rate_limit_error"})", 400));
    try {
        glade.search();
        FAIL("it went well");
    } catch (NetworkError const& error) {
        CHECK(error.error_class == Class::rate);
        CHECK(error.retry_after == 600s);
    }
}

TEST_CASE("each of Lemmy's lists is asked for by its own name, newest first", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {"so kind"};
    glade.settings.communities = {"shopping@moss.example"};
    glade.with_account();
    glade.says("/api/v3/comment/list", json_answer(R"({"comments":[]})"));
    glade.says("/api/v3/post/list", json_answer(R"({"posts":[]})"));
    glade.listen();
    std::vector<std::string> lists;
    for (auto const& asked : glade.server.asked()) {
        if (asked.param("sort").empty()) continue;
        CHECK(asked.param("sort") == "New");
        CHECK(asked.param("page") == "1");
        CHECK(asked.param("limit") == "50");
        lists.push_back(asked.path().substr(8) + " " + asked.param("type_") + " " +
                        asked.param("listing_type") + asked.param("q") + asked.param("community_name"));
    }
    std::ranges::sort(lists);
    CHECK(lists == std::vector<std::string>{"comment/list All shopping@moss.example",
                                            "post/list All shopping@moss.example",
                                            "search Comments Allso kind", "search Posts Allso kind",
                                            "user/mention  ", "user/replies  "});
}

TEST_CASE("a Lemmy list that never ends is read twenty pages deep, which is told", "[networks][lemmy]") {
    Glade glade;
    glade.settings.queries = {};
    glade.settings.communities = {"shopping"};
    glade.restart();
    glade.says("/api/v3/post/list", json_answer(R"({"posts":[]})"));
    auto const view = json::parse(fixture_file("lemmy/ordinary"))["comments"][0];
    glade.server.forget("/api/v3/comment/list");
    for (int page = 0; page < 22; ++page) {
        auto one = view;
        one["comment"]["id"] = 900 - page;
        one["comment"]["ap_id"] = "https://moss.example/comment/" + std::to_string(900 - page);
        one["comment"]["published"] = fmt::format("2026-09-01T07:{:02}:00Z", 59 - page);
        glade.server.answer("/api/v3/comment/list", json_answer(json{{"comments", {one}}}.dump()));
    }
    bot::networks::SearchPage all;
    for (int i = 0; i < 30; ++i) {
        auto const page = glade.search();
        all.skipped.insert(all.skipped.end(), page.skipped.begin(), page.skipped.end());
        if (!page.more) break;
        glade.clock.advance(page.wait.value_or(0ms));
    }
    CHECK(glade.asked("/api/v3/comment/list") == 20);
    REQUIRE(all.skipped.size() == 1);
    CHECK(all.skipped[0].where == "comments in:shopping");
    CHECK_THAT(all.skipped[0].why, Catch::Contains("more than 20 pages"));
}

TEST_CASE("what Lemmy says of a comment is read as 0.19 and 1.0 write it", "[networks][lemmy]") {
    Glade glade;
    auto found = json::parse(fixture_file("lemmy/ordinary"));
    auto& view = found["comments"][0];
    auto const read = [&] {
        glade.restart();
        glade.cursor.clear();
        glade.has("/api/v3/search", json_answer(json{{"comments", {view}}}.dump()));
        auto const posts = glade.listen().posts;
        REQUIRE(posts.size() == 1);
        return posts.front();
    };
    // A time without a zone is UTC.
    view["comment"]["published"] = "2026-09-01T07:30:00.123456";
    CHECK(read().written_at == test::ManualClock::start - 30min + 123ms);
    view["comment"]["published_at"] = "2026-09-01T07:40:00Z";
    CHECK(read().written_at == test::ManualClock::start - 20min);
    CHECK(read().language == "en");
    for (auto const& no_language : {json(0), json(99), json(nullptr), json("en")}) {
        view["comment"]["language_id"] = no_language;
        CHECK_FALSE(read().language);
    }
    CHECK_FALSE(read().sensitive);
    view["community"]["nsfw"] = true;
    CHECK(read().sensitive);
    view["creator"].erase("actor_id");
    view["creator"]["ap_id"] = "https://brook.example:8443/u/dora";
    CHECK(read().author_handle == "dora@brook.example:8443");
}

TEST_CASE("a list that Lemmy refused is asked for again after six hours", "[networks][lemmy]") {
    Glade glade;
    glade.with_account();
    glade.says("/api/v3/user/mention", json_answer(R"({"error":"not_found"})", 404));
    glade.listen();
    glade.clock.advance(6h - 1ms);
    glade.listen();
    CHECK(glade.asked("/api/v3/user/mention") == 1);
    glade.clock.advance(1ms);
    glade.listen();
    CHECK(glade.asked("/api/v3/user/mention") == 2);
}

TEST_CASE("how long a bucket of Lemmy takes to fill is told by the site, within reason",
          "[networks][lemmy]") {
    auto const [limits, wait] =
        GENERATE(table<json, std::chrono::seconds>({{{{"search_per_second", 90}}, 90s},
                                                    {{{"search_interval_seconds", 120}}, 120s},
                                                    {{{"search_per_second", 0}}, 600s},
                                                    {{{"search_per_second", 86'400}}, 86'400s},
                                                    {{{"search_per_second", 86'401}}, 600s},
                                                    {json::array(), 600s}}));
    INFO(limits);
    Glade glade;
    auto site = json::parse(fixture_file("lemmy/site"));
    site["site_view"]["local_site_rate_limit"] = limits;
    glade.says("/api/v3/site", json_answer(site.dump()));
    glade.says("/api/v3/search", json_answer(R"({"error":"rate_limit_error"})", 400));
    try {
        glade.search();
        FAIL("it went well");
    } catch (NetworkError const& error) {
        CHECK(error.retry_after == wait);
    }
}
