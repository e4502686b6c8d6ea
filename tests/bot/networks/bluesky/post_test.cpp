#include "bot/networks/bluesky/post.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/fakes/bluesky_server.h"
#include "tests/tools/paths.h"

using namespace bot::networks;
using nlohmann::json;

namespace {

json fixture(std::string const& name) {
    return json::parse(std::ifstream(test::source_folder() + "/tests/fixtures/bluesky/" + name));
}

std::optional<BlueskyPost> read(json const& view, std::string const& own = "did:plc:awards") {
    std::string why;
    auto post = read_bluesky_post(view, own, why);
    CHECK(why.empty());
    return post;
}

json link(int start, int end, std::string const& uri) {
    return {{"index", {{"byteStart", start}, {"byteEnd", end}}},
            {"features", {{{"$type", "app.bsky.richtext.facet#link"}, {"uri", uri}}}}};
}

}  // namespace

TEST_CASE("posts are read as Bluesky shows them", "[networks][bluesky]") {
    auto const posts = fixture("ordinary.json")["posts"];
    auto const plain = read(posts[0]);
    REQUIRE(plain);
    CHECK(plain->found.native_id == "at://did:plc:mira2otter/app.bsky.feed.post/3lotter22222a");
    CHECK(plain->found.author_id == "did:plc:mira2otter");
    CHECK(plain->found.author_handle == "mira.example");
    CHECK(plain->found.author_name == "Mira");
    CHECK(plain->found.language == "en");
    CHECK(plain->found.thread == plain->found.native_id);
    CHECK_FALSE(plain->found.in_reply_to);
    CHECK_FALSE(plain->found.sensitive);
    CHECK(plain->cid == "bafyreiplain");

    auto const reply = read(posts[1]);
    REQUIRE(reply);
    CHECK(reply->found.summoned);
    CHECK_FALSE(reply->found.author_handle);
    CHECK_FALSE(reply->found.author_name);
    CHECK(reply->found.in_reply_to == "at://did:plc:ben/app.bsky.feed.post/3lparent");
    CHECK(reply->root_uri == "at://did:plc:ada/app.bsky.feed.post/3lroot");
    CHECK(reply->root_cid == "bafyreiroot");
    CHECK(reply->found.thread == reply->root_uri);
    // createdAt says 2031.
    CHECK(reply->found.written_at == reply->sorted_at);
    CHECK(reply->sorted_at.value().time_since_epoch() == std::chrono::milliseconds(1'788'247'201'000));

    auto const odd = read(posts[2]);
    REQUIRE(odd);
    CHECK(odd->found.sensitive);
    CHECK(odd->replies_closed);
    CHECK_FALSE(odd->found.language);
    CHECK(odd->found.text == "Great help: https://otter.example/support/thank-you #otter");
}

TEST_CASE("who blocks us, or is blocked, is told apart", "[networks][bluesky]") {
    auto view = test::post_view("1", "x", "2026-09-01T08:00:00Z");
    CHECK_FALSE(read(view)->blocked);
    view["author"]["viewer"]["blockedBy"] = true;
    CHECK(read(view)->blocked);
    view["author"]["viewer"] = {{"blocking", "at://did:plc:awards/app.bsky.graph.block/1"}};
    CHECK(read(view)->blocked);
    view["author"]["viewer"] = nullptr;
    view["threadgate"] = {{"record", {{"allow", json::array()}}}};
    CHECK(read(view)->replies_closed);
    view["threadgate"]["record"].erase("allow");  // Absent is everybody.
    CHECK_FALSE(read(view)->replies_closed);
    view["viewer"] = {{"replyDisabled", true}};
    CHECK(read(view)->replies_closed);
}

TEST_CASE("our own posts are ours, and do not call us", "[networks][bluesky]") {
    auto view = test::post_view("1", "x", "2026-09-01T08:00:00Z", "did:plc:awards");
    view["record"]["facets"] = {
        {{"features", {{{"$type", "app.bsky.richtext.facet#mention"}, {"did", "did:plc:awards"}}}}}};
    CHECK(read(view)->found.ours);
    CHECK_FALSE(read(view)->found.summoned);
    CHECK(read(view, "did:plc:other")->found.summoned == false);
}

TEST_CASE("a quote calls us, with a picture too", "[networks][bluesky]") {
    json const quote{{"uri", "at://did:plc:awards/app.bsky.feed.post/1"}, {"cid", "c"}};
    CHECK(bluesky_calls({{"embed", {{"record", quote}}}}, "did:plc:awards"));
    CHECK(bluesky_calls({{"embed", {{"record", {{"record", quote}}}}}}, "did:plc:awards"));
    CHECK_FALSE(bluesky_calls({{"embed", {{"record", quote}}}}, "did:plc:other"));
    CHECK_FALSE(bluesky_calls({{"embed", {{"record", quote}}}}, ""));
}

TEST_CASE("shortened links get their address, whatever the facets say", "[networks][bluesky]") {
    std::string const text = "Ünser otter.example/su… ist gut";
    auto const start = static_cast<int>(text.find("otter"));
    auto const end = static_cast<int>(text.find(" ist"));
    auto const with = [&](json const& facets) { return bluesky_text({{"text", text}, {"facets", facets}}); };
    CHECK(with(json::array({link(start, end, "https://otter.example/support")})) ==
          "Ünser https://otter.example/support ist gut");
    for (auto const& bad :
         {link(start, end, "https://evil.example/"), link(start, end + 100, "https://otter.example/support"),
          link(-1, end, "https://otter.example/support"), link(end, start, "https://otter.example/support"),
          link(1, end, "https://otter.example/support"), link(start, end, "javascript:alert(1)")})
        CHECK(with(json::array({bad})) == text);
    CHECK(with(json::array({nullptr, 3, json::object()})) == text);
    CHECK(with("x") == text);
    CHECK_FALSE(bluesky_text({{"text", 7}}));
    CHECK_FALSE(bluesky_text({{"text", ""}}));
}

TEST_CASE("what is no post is passed over, what is none but says so is told", "[networks][bluesky]") {
    for (auto const& none : {json(), json(3), json::array(), json{{"uri", 7}},
                             json{{"uri", "at://handle.example/app.bsky.feed.post/1"}}}) {
        std::string why;
        CHECK_FALSE(read_bluesky_post(none, "", why));
        CHECK_FALSE(why.empty());
    }
    auto list = test::post_view("1", "x", "2026-09-01T08:00:00Z");
    list["uri"] = "at://did:plc:mira/app.bsky.graph.list/1";
    CHECK_FALSE(read(list));
    auto silent = test::post_view("1", "", "2026-09-01T08:00:00Z");
    CHECK_FALSE(read(silent));
    json bare{{"uri", "at://did:plc:mira/app.bsky.feed.post/1"},
              {"record", {{"text", "Only this"}, {"createdAt", "soon"}}},
              {"author", "mira"},
              {"labels", "none"},
              {"viewer", 1}};
    REQUIRE(read(bare));
    CHECK_FALSE(read(bare)->found.written_at);
}

TEST_CASE("an address in the AT Protocol has three parts and a DID", "[networks][bluesky]") {
    CHECK(read_at_uri("at://did:web:a.example/app.bsky.feed.post/3k_~:-")->text() ==
          "at://did:web:a.example/app.bsky.feed.post/3k_~:-");
    for (auto const* bad :
         {"", "at://", "at://did:plc:a", "at://did:plc:a/app.bsky.feed.post", "at://did:plc:a//1",
          "at://did:plc:a/app.bsky.feed.post/", "at://did:plc:a/app.bsky.feed.post/1/2",
          "at://did:plc:a/app.bsky.feed.post/1?x", "http://did:plc:a/app.bsky.feed.post/1"})
        CHECK_FALSE(read_at_uri(bad));
}
