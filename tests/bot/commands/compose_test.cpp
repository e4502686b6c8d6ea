#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/tools/paths.h"
#include "tests/tools/program.h"

using Catch::Contains;
using nlohmann::json;

namespace {

json composed(std::string const& network, std::string const& text, test::Program::Words more = {}) {
    test::Program::Words words{"compose", "--network", network, "--text", text};
    words.insert(words.end(), more.begin(), more.end());
    auto const ran = test::run(words);
    CHECK(ran.code == 0);
    CHECK(ran.error.empty());
    return json::parse(ran.out);
}

}  // namespace

TEST_CASE("compose shows the count, the facets and the request", "[commands]") {
    auto const line = composed("x", "Größe: example.org", {"--reply-to", "17"});
    CHECK(line["length"] == 30);
    CHECK(line["limit"] == 280);
    CHECK(line["valid"] == true);
    CHECK(line["facets"] == json::parse(R"([{"byte_start": 9, "byte_end": 20, "kind": "link",
                                             "value": "https://example.org"}])"));
    CHECK(line["request"]["method"] == "POST");
    CHECK(line["request"]["path"] == "/2/tweets");
    CHECK(line["request"]["body"] ==
          json::parse(R"({"text": "Größe: example.org", "reply": {"in_reply_to_tweet_id": "17"}})"));
}

TEST_CASE("compose leaves a named place for what only a server knows", "[commands]") {
    auto const body = composed("bluesky", "Hi @ana.example.com")["request"]["body"];
    CHECK(body["record"]["facets"][0]["features"][0]["did"] == "{did of ana.example.com}");
    CHECK(body["record"]["reply"]["parent"]["cid"] == "{post cid}");
    CHECK(body["swapRecord"].is_null());
    CHECK(composed("mastodon", "Hi")["request"]["headers"]["Idempotency-Key"] == "{key}");
    CHECK(composed("lemmy", "Hi", {"--reply-to", "7/24"})["request"]["body"]["parent_id"] == 24);
    CHECK(composed("archive", "Hi", {"--reply-to", "7"})["request"]["in_reply_to"] == "7");
}

TEST_CASE("compose shows the composer's address where a person answers by hand", "[commands]") {
    auto const line = composed("hackernews", "Hi", {"--reply-to", "17"});
    CHECK(line["request"] == "https://news.ycombinator.com/item?id=17");
    CHECK(line["limit"].is_null());
    CHECK(composed("reddit", "Hi", {"--reply-to", "https://www.reddit.com/r/a/comments/1/"})["request"] ==
          "https://www.reddit.com/r/a/comments/1/");
    CHECK(composed("rss", "Hi")["request"].is_null());
}

TEST_CASE("compose reads a JSON string a line and names what is none", "[commands]") {
    test::Folder const folder;
    auto const in = (folder / "in").string(), out = (folder / "out").string(),
               problems = (folder / "problems").string();
    std::ofstream(in) << "\"a\\u00e9\"\n{}\n\n\"two\\nlines\"\n";
    auto const status = std::system(
        (test::program_file() + " compose --network mastodon < " + in + " > " + out + " 2> " + problems)
            .c_str());
    CHECK(WEXITSTATUS(status) == 1);
    std::stringstream lines, told;
    lines << std::ifstream(out).rdbuf();
    told << std::ifstream(problems).rdbuf();
    std::string first, second, more;
    REQUIRE(std::getline(lines, first));
    REQUIRE(std::getline(lines, second));
    CHECK_FALSE(std::getline(lines, more));
    CHECK(json::parse(first)["length"] == 2);
    CHECK(json::parse(second)["request"]["body"]["status"] == "two\nlines");
    CHECK_THAT(told.str(), Contains("line 2: not a JSON string"));
}

TEST_CASE("compose says what it does not know", "[commands]") {
    auto const nowhere = test::run({"compose", "--network", "nowhere", "--text", "Hi"});
    CHECK(nowhere.code == 1);
    CHECK_THAT(nowhere.error, Contains("bluesky"));
    CHECK_THAT(test::run({"compose", "--network", "lemmy", "--text", "Hi", "--reply-to", "x"}).error,
               Contains("POST/COMMENT"));
    CHECK(test::run({"compose"}).code == 2);
}
