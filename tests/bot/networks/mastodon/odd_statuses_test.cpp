#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/networks/conformance_stage.h"
#include "tests/bot/networks/fixture_file.h"

using bot::networks::NetworkError;
using nlohmann::json;
using test::json_answer;
using State = bot::networks::Parent::State;

// What servers with Mastodon's API really answer, beside what Mastodon does.
namespace {

/// An instance of that software, and the connector that is on it.
struct Instance : test::ConformanceStage {
    explicit Instance(std::string const& version = "4.4.0") : ConformanceStage(test::mastodon_connector()) {
        says("/api/v2/instance",
             json_answer(json{{"version", version}, {"domain", "meadow.example"}}.dump()));
    }
    void says(std::string const& path, test::HttpAnswer answer) {
        server.forget(path);
        server.answer(path, std::move(answer));
    }
    /// What is given of a status that differs so from an ordinary one.
    std::vector<bot::networks::FoundPost> given(json const& differences) {
        auto status = json::parse(test::fixture_file("mastodon/ordinary")).at(0);
        status.merge_patch(differences);
        cursor.clear();
        search_gives(json_answer(json::array({status}).dump()));
        return listen();
    }
    State look(std::string const& uri) { return network.answerer->look(uri).state; }
    std::string own(std::string const& id) const { return server.address() + "/users/awards/statuses/" + id; }
};

}  // namespace

TEST_CASE("a status without all that Mastodon's have is read as far as it goes", "[networks][mastodon]") {
    Instance instance;
    // merge_patch() takes away what is null.
    auto const bare = instance.given({{"created_at", nullptr},
                                      {"language", ""},
                                      {"visibility", nullptr},
                                      {"mentions", nullptr},
                                      {"edited_at", ""},
                                      {"url", nullptr},
                                      {"account",
                                       {{"display_name", nullptr},
                                        {"note", nullptr},
                                        {"fields", nullptr},
                                        {"acct", "@bert@brook.example"}}}});
    REQUIRE(bare.size() == 1);
    CHECK(bare[0].author_handle == "bert@brook.example");
    CHECK(bare[0].url == bare[0].native_id);
    CHECK_FALSE(bare[0].author_name);
    CHECK_FALSE(bare[0].language);
    CHECK_FALSE(bare[0].written_at);
    auto const numbered =
        instance.given({{"id", 117100000000000003}, {"account", {{"id", 7}, {"acct", nullptr}}}});
    REQUIRE(numbered.size() == 1);
    CHECK(numbered[0].author_handle == "bert@meadow.example");
    CHECK(instance.given({{"content", nullptr}}).empty());
    CHECK(instance.given({{"account", nullptr}}).empty());
    CHECK(instance.given({{"account", {{"acct", "@"}}}}).empty());
    CHECK(instance.given({{"uri", nullptr}, {"url", nullptr}}).empty());
}

TEST_CASE("links, mentions, lists and blanks are read as other software writes them",
          "[networks][mastodon]") {
    Instance instance;
    auto const text = [&](std::string const& html) { return instance.given({{"content", html}}).at(0).text; };
    // Takahe shortens the words of a link itself, and has no spans for what is hidden.
    CHECK(text("<p>See <a href=\"https://www.kites.example/watch?v=IG423K3pmQI&amp;t=1\" class=\"ellipsis\">"
               "www.kites.example/watch?v=IG423K</a></p>") ==
          "See https://www.kites.example/watch?v=IG423K3pmQI&t=1");
    CHECK(
        text(
            "<p>Hi <span class=\"h-card\"><a href=\"https://x.example/@acme\">@<span>acme</span></a></span></p>"
            "<p>&nbsp;:blobcat: two<br />three</p><ul><li>a</li><li>b</li></ul>") ==
        "Hi @acme\n\n:blobcat: two\nthree\n\na\nb");
}

TEST_CASE("a token that an instance refuses by 422 is an account's failure", "[networks][mastodon]") {
    Instance instance;
    instance.says("/api/v1/accounts/verify_credentials", json_answer("{}", 422));
    auto const error = instance.failure();
    CHECK(error.error_class == NetworkError::Class::auth);
    CHECK_THAT(error.what(), Catch::EndsWith("the access token is no good"));
}

TEST_CASE("who is not told who we are by an instance is nobody there for an hour", "[networks][mastodon]") {
    Instance instance;
    instance.says("/api/v1/accounts/verify_credentials", json_answer("{}", 403));
    CHECK_FALSE(instance.network.account->look());
    instance.says("/api/v1/accounts/verify_credentials", test::fixture_answer("mastodon/account"));
    instance.clock.advance(std::chrono::minutes(59));
    CHECK_FALSE(instance.network.account->look());
    instance.clock.advance(std::chrono::minutes(1));
    CHECK(instance.network.account->look());
}

TEST_CASE("a post of the instance's own is looked at by its id where it cannot be searched for",
          "[networks][mastodon]") {
    Instance instance;
    auto status = json::parse(test::fixture_file("mastodon/parent"));
    status["uri"] = instance.own("77");
    instance.says("/api/v1/statuses/77", json_answer(status.dump()));
    instance.says("/api/v2/search", json_answer(R"({"error": "This action is not allowed"})", 403));
    CHECK(instance.look(instance.own("77")) == State::there);
    CHECK(instance.look(instance.own("78")) == State::gone);
    // Of another instance's post nothing is known so.
    CHECK_THROWS_AS(instance.look("https://brook.example/users/bert/statuses/77"), NetworkError);
}

TEST_CASE("where a search is for words alone, finding nothing does not mean that a post is gone",
          "[networks][mastodon]") {
    auto const [version, told] = GENERATE(table<std::string, bool>(
        {{"4.0.0 (not true; really snac/2.94)", true}, {"2.7.2 (compatible; Akkoma 3.10.4)", false}}));
    Instance instance(version);
    instance.says("/api/v2/search", json_answer(R"({"statuses": [], "accounts": []})"));
    if (told)
        CHECK_THROWS_AS(instance.look("https://brook.example/users/bert/statuses/77"), NetworkError);
    else
        CHECK(instance.look("https://brook.example/users/bert/statuses/77") == State::gone);
}

TEST_CASE("who may answer is read as GoToSocial says it, of every version", "[networks][mastodon]") {
    Instance instance;
    auto const state = [&](json const& can_reply) {
        auto status = json::parse(test::fixture_file("mastodon/parent"));
        status["interaction_policy"] = {{"can_reply", can_reply}};
        instance.says(instance.connector.look_path, json_answer(status.dump()));
        instance.says("/api/v2/search", json_answer(json{{"statuses", {status}}}.dump()));
        return instance.look(instance.connector.parent);
    };
    CHECK(state({{"always", {"public"}}}) == State::there);
    CHECK(state({{"always", {"author"}}, {"with_approval", {"public"}}}) == State::there);
    CHECK(state({{"automatic_approval", {"me"}}, {"manual_approval", {"followers"}}}) == State::there);
    CHECK(state({{"always", {"author", "me"}}, {"with_approval", json::array()}}) == State::locked);
    CHECK(state({{"automatic_approval", {"author"}}}) == State::locked);
    // Nothing said forbids nothing.
    CHECK(state({{"always", json::array()}}) == State::there);
    CHECK(state("public") == State::there);
}

TEST_CASE("what a server writes for a quote is none of the author's words", "[networks][mastodon]") {
    Instance instance;
    auto const words = [&](std::string const& content) {
        return instance.given({{"content", content}}).at(0).text;
    };
    auto const link =
        std::string(R"(<a href="https://b.example/@bo/9"><span class="invisible">https://</span>)") +
        "<span class=\"ellipsis\">b.example/@bo/9</span></a>";
    CHECK(words("<p class=\"quote-inline\">RE: " + link + "</p><p>So kind!</p>") == "So kind!");
    CHECK(words("<p>So kind!<br><br><span class=\"quote-inline\"><br>RE: " + link + "</span></p>") ==
          "So kind!");
    CHECK(words("<p>So kind!</p><p>RE: " + link + "</p>") == "So kind!");
    CHECK(words("<p>RE: " + link + "<br>So kind!</p>") == "So kind!");
    CHECK(words("<p>RE: your mail, so kind!</p>") == "RE: your mail, so kind!");
    CHECK(words("<p>So kind!<br>See RE: " + link + "</p>") == "So kind!\nSee RE: https://b.example/@bo/9");
}

TEST_CASE("links that are cut or in pieces are whole in the words", "[networks][mastodon]") {
    Instance instance;
    auto const given = instance.given(
        {{"content",
          R"(<p>Thanks <a href="https://www.kites.example/watch?v=IG42&amp;t=1" class="ellipsis" title="x">)"
          R"(www.kites.example/watch?v=IG</a> and <a href="https://kites.example/1"><span class="invisible">)"
          R"(https://www.</span><span class="">kites.example/1</span></a> <span class="h-card"><a )"
          R"(href="https://x.example/@acme" class="u-url mention">@<span>acme</span></a></span></p>)"
          R"(<p>&nbsp;:blobcat: two<br />three</p><ul><li>a</li><li>b</li></ul>)"}});
    CHECK(given.at(0).text ==
          "Thanks https://www.kites.example/watch?v=IG42&t=1 and https://kites.example/1 @acme\n\n:blobcat: "
          "two\nthree\n\na\nb");
}
