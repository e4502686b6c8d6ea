#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/client/request.h"
#include "tests/bot/networks/mastodon/answering_instance.h"

using namespace std::chrono_literals;
using bot::networks::Composed;
using bot::networks::NetworkError;
using bot::networks::Parent;
using nlohmann::json;
using test::fixture_answer;
using test::fixture_file;
using test::json_answer;
using Class = NetworkError::Class;
using State = Parent::State;
using namespace test::mastodon;

namespace {

json body_of(Composed const& reply) {
    return json::parse(bot::networks::read_request(reply.request).value().body);
}

}  // namespace

TEST_CASE("a reply mentions its parent's author, quietly, in the parent's language", "[networks][mastodon]") {
    Instance instance;
    auto const reply = instance.composed();
    CHECK(body_of(reply) == json{{"status", std::string("@bert@brook.example ") + words},
                                 {"in_reply_to_id", "117100000000000003"},
                                 {"visibility", "unlisted"},
                                 {"language", "en"}});
    CHECK(reply.limit == 640);
    CHECK(reply.length == std::string("@bert That team deserves an award: ").size() + 23);
    CHECK(reply.valid());
}

TEST_CASE("a reply is never more public than its parent", "[networks][mastodon]") {
    Instance instance;
    auto parent = json::parse(fixture_file("mastodon/parent"));
    for (auto const& [theirs, ours] : std::map<std::string, std::string>{{"public", "unlisted"},
                                                                         {"unlisted", "unlisted"},
                                                                         {"private", "private"},
                                                                         {"direct", "direct"},
                                                                         {"local", "direct"}}) {
        parent["visibility"] = theirs;
        instance.says(status_path, json_answer(parent.dump()));
        CHECK(body_of(instance.composed())["visibility"] == ours);
    }
}

TEST_CASE("a reply is sent once, with its key", "[networks][mastodon]") {
    Instance instance;
    auto const reply = instance.composed();
    auto const sent = instance.answerer->send(reply);
    CHECK(sent.native_id == "https://meadow.example/users/awards/statuses/117100000000000040");
    CHECK_FALSE(sent.words);
    auto const posts = instance.asked("POST");
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].headers.at("idempotency-key") == "key-1");
    CHECK(posts[0].headers.at("authorization") == "Bearer secret");
    CHECK(posts[0].headers.at("content-type") == "application/json");
    CHECK(json::parse(posts[0].body) == body_of(reply));
}

TEST_CASE("a post of its own where a reply was meant is deleted and told", "[networks][mastodon]") {
    Instance instance;
    auto astray = json::parse(fixture_file("mastodon/reply"));
    astray["in_reply_to_id"] = nullptr;
    instance.says("/api/v1/statuses", json_answer(astray.dump()));
    auto const own = "/api/v1/statuses/117100000000000040";
    SECTION("deleted") {
        instance.says(own, json_answer("{}"));
        auto const failure = instance.failure();
        CHECK(failure.error_class == Class::ours);
        CHECK_FALSE(failure.maybe_sent);
        CHECK_THAT(failure.what(), Catch::Contains("deleted again"));
    }
    SECTION("not to be deleted") {
        instance.says(own, test::html_answer("no", 500));
        auto const failure = instance.failure();
        CHECK(failure.maybe_sent);
        CHECK_THAT(failure.what(), Catch::Contains("by hand"));
    }
    REQUIRE(instance.asked("DELETE").size() == 1);
    CHECK(instance.asked("DELETE")[0].path() == own);
}

TEST_CASE("a refusal teaches the limit", "[networks][mastodon]") {
    Instance instance;
    instance.says("/api/v1/statuses",
                  json_answer(R"({"error":"Validation failed: Text character limit of 50 exceeded"})", 422));
    auto const failure = instance.failure();
    CHECK(failure.error_class == Class::ours);
    CHECK_FALSE(failure.maybe_sent);
    auto const again = instance.composed();
    CHECK(again.limit == 50);
    CHECK_FALSE(again.valid());
}

TEST_CASE("an outcome that nobody knows is told as such", "[networks][mastodon]") {
    Instance instance;
    SECTION("a page in front") {
        instance.says("/api/v1/statuses", test::html_answer("<html>wait</html>"));
        CHECK(instance.failure().maybe_sent);
    }
    SECTION("a broken server") {
        instance.says("/api/v1/statuses", test::html_answer("<html>oops</html>", 502));
        CHECK(instance.failure().maybe_sent);
    }
    SECTION("too many") {
        instance.says("/api/v1/statuses", json_answer(R"({"error":"Too many requests"})", 429));
        CHECK_FALSE(instance.failure().maybe_sent);
    }
    SECTION("parent gone") {
        instance.says("/api/v1/statuses", json_answer(R"({"error":"does not appear to exist"})", 404));
        CHECK(instance.failure().error_class == Class::ours);
    }
}

TEST_CASE("a reply is found below its parent or among our own", "[networks][mastodon]") {
    Instance instance;
    auto const reply = instance.composed();
    CHECK_FALSE(instance.answerer->find(reply));
    auto const id = "https://meadow.example/users/awards/statuses/117100000000000040";
    SECTION("below") {
        instance.says(context_path, fixture_answer("mastodon/context"));
    }
    SECTION("among our own, as the context comes late") {
        instance.says(own_path, json_answer("[" + fixture_file("mastodon/reply") + "]"));
    }
    SECTION("the parent went meanwhile") {
        instance.says(context_path, json_answer("{}", 404));
        instance.says(own_path, json_answer("[" + fixture_file("mastodon/reply") + "]"));
    }
    auto const found = instance.answerer->find(reply);
    REQUIRE(found);
    CHECK(found->native_id == id);
}

TEST_CASE("another's answer and other words of ours are not the reply", "[networks][mastodon]") {
    Instance instance;
    auto context = json::parse(fixture_file("mastodon/context"));
    SECTION("another's") {
        context["descendants"][1]["account"]["id"] = "109000000000000001";
    }
    SECTION("other words") {
        context["descendants"][1]["content"] = "<p>@bert thank you https://awards.example.org/n/other</p>";
    }
    auto const reply = instance.composed();
    instance.says(context_path, json_answer(context.dump()));
    CHECK_FALSE(instance.answerer->find(reply));
}

TEST_CASE("only a reply that is surely absent is taken for absent", "[networks][mastodon]") {
    Instance instance;
    auto const reply = instance.composed();
    instance.says(GENERATE(context_path, own_path),
                  GENERATE(json_answer("{}"), json_answer("null"), test::html_answer("<h1>welcome</h1>")));
    CHECK_THROWS_AS(instance.answerer->find(reply), NetworkError);
}

TEST_CASE("an instance that does not say who we are is asked again", "[networks][mastodon]") {
    Instance instance;
    auto const reply = instance.composed();
    instance.restart();
    instance.says("/api/v1/accounts/verify_credentials",
                  GENERATE(json_answer("{}"), test::html_answer("<h1>welcome</h1>")));
    CHECK_THROWS_AS(instance.answerer->find(reply), NetworkError);
    instance.says("/api/v1/accounts/verify_credentials", fixture_answer("mastodon/account"));
    CHECK_FALSE(instance.answerer->find(reply));
}

TEST_CASE("a post that is not to be answered is told", "[networks][mastodon]") {
    Instance instance;
    auto parent = json::parse(fixture_file("mastodon/parent"));
    SECTION("gone") {
        instance.says(status_path, json_answer(R"({"error":"Record not found"})", 404));
        CHECK(instance.answerer->look(uri).state == State::gone);
    }
    SECTION("not to be found") {
        instance.says("/api/v2/search", json_answer(R"({"statuses":[]})"));
        CHECK(instance.answerer->look(uri).state == State::gone);
    }
    SECTION("not looked for") {
        instance.says("/api/v2/search", GENERATE(json_answer("{}"), test::html_answer("<h1>welcome</h1>")));
        CHECK_THROWS_AS(instance.answerer->look(uri), NetworkError);
    }
    SECTION("the author blocks us") {
        instance.says("/api/v1/accounts/relationships", json_answer(R"([{"id":"1","blocked_by":true}])"));
        CHECK(instance.answerer->look(uri).state == State::blocked_us);
    }
    SECTION("no bots") {
        parent["account"]["note"] = "<p>#nobot</p>";
        instance.says(status_path, json_answer(parent.dump()));
        CHECK(instance.answerer->look(uri).state == State::blocked_us);
    }
    SECTION("nobody may reply") {
        parent["interaction_policy"] = {{"can_reply", {{"always", {"author", "me"}}, {"with_approval", {}}}}};
        instance.says(status_path, json_answer(parent.dump()));
        CHECK(instance.answerer->look(uri).state == State::locked);
    }
}

TEST_CASE("only software known to honour the key is trusted with it", "[networks][mastodon]") {
    Instance instance;
    CHECK(instance.answerer->honours_idempotency());
    auto const version = GENERATE("0.19.2+git-1234", "2.7.2 (compatible; Akkoma 3.10.4)",
                                  "4.0.0 (not true; really snac/2.94)", "4.3.1");
    instance.says("/api/v2/instance",
                  json_answer(json{{"version", version}, {"domain", "x.example"}}.dump()));
    instance.restart();
    CHECK_FALSE(instance.answerer->honours_idempotency());
}

TEST_CASE("an instance without version 2 is read by version 1 and nodeinfo", "[networks][mastodon]") {
    Instance instance;
    instance.says("/api/v2/instance", test::html_answer("<h1>404</h1>", 404));
    SECTION("snac says its limits as text") {
        instance.says("/api/v1/instance", fixture_answer("mastodon/instance_v1"));
        CHECK(instance.composed().limit == 100'000);
        CHECK_FALSE(instance.answerer->honours_idempotency());
    }
    SECTION("nothing useful at all") {
        instance.says("/api/v1/instance", test::html_answer("<h1>welcome</h1>"));
        CHECK(instance.composed().limit == 500);
        CHECK_FALSE(instance.answerer->honours_idempotency());
    }
    SECTION("nodeinfo names the software") {
        instance.says("/.well-known/nodeinfo", fixture_answer("mastodon/nodeinfo_links"));
        instance.says("/nodeinfo/2.0", fixture_answer("mastodon/nodeinfo"));
        CHECK(instance.answerer->honours_idempotency());
    }
}

TEST_CASE("what stands below a post is looked at if there is something", "[networks][mastodon]") {
    Instance instance;
    CHECK(instance.answerer->look(uri).below.empty());
    auto parent = json::parse(fixture_file("mastodon/parent"));
    parent["replies_count"] = 2;
    instance.says(status_path, json_answer(parent.dump()));
    instance.says(context_path, fixture_answer("mastodon/context"));
    auto const below = instance.answerer->look(uri).below;
    REQUIRE(below.size() == 2);
    CHECK(below[0].text == "So true");
    CHECK(below[0].author_handle->starts_with("ada@"));
    CHECK(below[0].written_at);
    SECTION("and its list may be nowhere") {
        instance.says(context_path, json_answer("{}", 404));
        CHECK(instance.answerer->look(uri).state == State::there);
    }
    SECTION("but what is no list is not taken for nothing") {
        instance.says(context_path, GENERATE(json_answer("{}"), test::html_answer("<h1>welcome</h1>")));
        CHECK_THROWS_AS(instance.answerer->look(uri), NetworkError);
    }
}

TEST_CASE("an old post of ours with the same words is not the reply that was lost", "[networks][mastodon]") {
    Instance instance;
    auto reply = instance.composed();
    auto ours = json::parse(fixture_file("mastodon/reply"));
    auto const found = [&] {
        instance.says(own_path, json_answer(json::array({ours}).dump()));
        return instance.answerer->find(reply).has_value();
    };
    REQUIRE(found());
    SECTION("an answer to another post") {
        ours["in_reply_to_id"] = "117100000000000099";
        CHECK_FALSE(found());
    }
    SECTION("from before it was tried") {
        auto const written = std::chrono::sys_days(std::chrono::year(2026) / 11 / 1);
        ours["created_at"] = "2026-11-01T00:00:00.000Z";
        reply.tried_at = written + 59s;
        CHECK(found());
        reply.tried_at = written + 61s;
        CHECK_FALSE(found());
    }
    SECTION("to one of the same name elsewhere") {
        ours["in_reply_to_id"] = nullptr;
        ours["mentions"] = json::array({{{"acct", "bert@other.example"}}});
        CHECK_FALSE(found());
    }
}
