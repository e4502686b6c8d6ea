#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"
#include "tests/bot/networks/facet_words.h"

using namespace bot::networks;
using test::marked;
using test::times;
using Words = std::vector<std::string>;
using nlohmann::json;

namespace {

Words links(std::string const& text) {
    return marked(text, count_bluesky(text), "link");
}

Words tags(std::string const& text) {
    return marked(text, count_bluesky(text), "tag");
}

BlueskyReply reply(std::string text) {
    return {"did:plc:ours",
            "3lxyzabc2de2f",
            "2026-11-22T10:00:00.000Z",
            std::move(text),
            {"en"},
            {"at://did:plc:a/app.bsky.feed.post/1", "cid1"},
            {"at://did:plc:b/app.bsky.feed.post/2", "cid2"}};
}

json body_of(BlueskyReply const& of) {
    return json::parse(bluesky_request(of).body);
}

}  // namespace

TEST_CASE("Bluesky counts graphemes", "[networks][bluesky]") {
    CHECK(count_bluesky("abc").length == 3);
    CHECK(count_bluesky("👨‍👩‍👧‍👦🇩🇪👍🏽1️⃣").length == 4);
    CHECK(count_bluesky("e\u0301x\u0301\r\n").length == 3);
    CHECK(count_bluesky("ありがとう").length == 5);
    CHECK(count_bluesky("https://example.org").length == 19);
    CHECK(count_bluesky("").limit == 300);
    CHECK_FALSE(count_bluesky("").valid);
    CHECK(count_bluesky(times("x", 300)).valid);
    CHECK_FALSE(count_bluesky(times("x", 301)).valid);
}

TEST_CASE("Bluesky takes 3000 bytes at most, however few graphemes they are", "[networks][bluesky]") {
    auto const families = times("👨‍👩‍👧‍👦", 120);  // 25 bytes each
    CHECK(count_bluesky(families).valid);
    CHECK_FALSE(count_bluesky(families + "x").valid);
    CHECK(count_bluesky(families + "x").length == 121);
    CHECK_FALSE(composed(count_bluesky(families + "x"), bluesky_request(reply(families)), "k").valid());
}

TEST_CASE("Bluesky's links are marked in bytes and carry their address", "[networks][bluesky]") {
    auto const counted = count_bluesky("Grüße! Nominate: example.org/n?a=1.");
    REQUIRE(counted.facets.size() == 1);
    CHECK(counted.facets[0] == Facet{Facet::Kind::link, 19, 36, "https://example.org/n?a=1"});
    CHECK(links("start https://middle.com/foo?baz=bux#hash end") ==
          Words{"https://middle.com/foo?baz=bux#hash"});
    CHECK(links("one.com\ntwo.com") == Words{"one.com", "two.com"});
    CHECK(links("👨‍👩‍👧‍👧 https://middle.com 👨‍👩‍👧‍👧") ==
          Words{"https://middle.com"});
    CHECK(links("https://foo.com, https://bar.com/x; https://baz.com.") ==
          Words{"https://foo.com", "https://bar.com/x", "https://baz.com"});
    CHECK(links("(https://foo.com) (bar.com).") == Words{"https://foo.com", "bar.com"});
    CHECK(links("https://foo.com/thing_(cool)") == Words{"https://foo.com/thing_(cool)"});
    CHECK(links("(https://foo.com/thing_(cool))") == Words{"https://foo.com/thing_(cool)"});
    CHECK(links("a bsky.app: colon") == Words{"bsky.app"});
    CHECK(links("https://müller.example/straße.") == Words{"https://müller.example/straße"});
    CHECK(links("acme-support.com!!!") == Words{"acme-support.com"});
}

TEST_CASE("what only looks like a domain stays plain words", "[networks][bluesky]") {
    CHECK(links("not.. a..url ..here") == Words{});
    for (auto const* text :
         {"e.g.", "e.g./foo", "something-cool.jpg", "website.com.jpg", "website.com.jpg/foo", "https://",
          "x@example.com", "1.5.com is no", "https://.", "-foo.com", "foo-.com"})
        CHECK(links(text) == Words{});
}

TEST_CASE("Bluesky's mentions carry the handle until it is resolved", "[networks][bluesky]") {
    auto const mentions = [](std::string const& text) {
        return marked(text, count_bluesky(text), "mention");
    };
    CHECK(mentions("@handle.com @handle.com") == Words{"@handle.com", "@handle.com"});
    CHECK(mentions("hi (@full123-chars.test), @handle.com!") == Words{"@full123-chars.test", "@handle.com"});
    CHECK(mentions("@handle.com.") == Words{"@handle.com"});
    CHECK(mentions("not@right.com @nobody @handle.com_x @-x.com @.test") == Words{});
    CHECK(count_bluesky("👋 @handle.com").facets[0] == Facet{Facet::Kind::mention, 5, 16, "handle.com"});
}

TEST_CASE("Bluesky's tags have a letter and no mark at their end", "[networks][bluesky]") {
    CHECK(tags("#a #1a body #tag") == Words{"#a", "#1a", "#tag"});
    CHECK(tags("strips #punctuation, #like. #this! #multi_trailing___...") ==
          Words{"#punctuation", "#like", "#this", "#multi_trailing"});
    CHECK(tags("#double#rainbow ##hash #with,comma") == Words{"#double#rainbow", "##hash", "#with,comma"});
    CHECK(tags("#🦋 and #butter🦋fly") == Words{"#🦋", "#butter🦋fly"});
    CHECK(tags("number sign: ＃tag") == Words{"＃tag"});
    CHECK(tags("#1 # ## #? #1? #️⃣tag a#b #\u200B #\u20E2tag") == Words{});
    CHECK(tags("#a\u200Bb") == Words{"#a"});
    CHECK(tags("#" + times("a", 64)).size() == 1);
    CHECK(tags("#" + times("a", 65)).empty());
    CHECK(tags("#" + times("a", 64) + "!").size() == 1);
    CHECK(count_bluesky("＃tag").facets[0] == Facet{Facet::Kind::tag, 0, 6, "tag"});
}

TEST_CASE("Bluesky's request puts a record with our own key, never over another", "[networks][bluesky]") {
    auto of = reply("@ana.example.com see example.org #thanks");
    of.dids["ana.example.com"] = "did:plc:ana";
    auto const request = bluesky_request(of);
    CHECK(request.method == "POST");
    CHECK(request.path == "/xrpc/com.atproto.repo.putRecord");
    auto const body = json::parse(request.body);
    CHECK(body.at("swapRecord").is_null());
    CHECK(body["repo"] == "did:plc:ours");
    CHECK(body["rkey"] == "3lxyzabc2de2f");
    auto const& record = body["record"];
    CHECK(record["$type"] == "app.bsky.feed.post");
    CHECK(record["langs"] == json{"en"});
    CHECK(record["reply"]["root"]["cid"] == "cid1");
    CHECK(record["reply"]["parent"]["uri"] == "at://did:plc:b/app.bsky.feed.post/2");
    REQUIRE(record["facets"].size() == 3);
    CHECK(record["facets"][0]["features"][0] ==
          json{{"$type", "app.bsky.richtext.facet#mention"}, {"did", "did:plc:ana"}});
    CHECK(record["facets"][1]["index"] == json{{"byteStart", 21}, {"byteEnd", 32}});
    CHECK(record["facets"][1]["features"][0]["uri"] == "https://example.org");
    CHECK(record["facets"][2]["features"][0]["tag"] == "thanks");
}

TEST_CASE("a handle that nobody could resolve is plain words to Bluesky", "[networks][bluesky]") {
    CHECK_FALSE(body_of(reply("@gone.example.com thanks"))["record"].contains("facets"));
    auto many = reply("thanks");
    many.languages = {"en", "de", "fr", "es"};
    CHECK(body_of(many)["record"]["langs"].size() == 3);
}

TEST_CASE("Bluesky's links end where the host ends, unless a path goes on", "[networks][bluesky]") {
    CHECK(links("What.CD's support was kind, thanks vodafone.de's team") == Words{"What.CD", "vodafone.de"});
    CHECK(links("https://What.CD's") == Words{"https://What.CD"});
    CHECK(links("see HTTPS://google.com now") == Words{"HTTPS://google.com"});
    CHECK(links("see ko-fi.com now") == Words{"ko-fi.com"});
    CHECK(links("（https://testdomain.com）param") == Words{"https://testdomain.com"});
    CHECK(links("リンク「https://testdomain.com」を参照") == Words{"https://testdomain.com"});
    CHECK(links("(see https://en.wikipedia.org/wiki/Acme_(brand))") ==
          Words{"https://en.wikipedia.org/wiki/Acme_(brand)"});
    CHECK(links("First sentence.Second sentence.").empty());
    CHECK(links("mail me@example.com ok").empty());
    CHECK(links("https://example.org:8443/a https://bücher.de/x https://例え.jp") ==
          Words{"https://example.org:8443/a", "https://bücher.de/x", "https://例え.jp"});
    CHECK(links("https://example.comを参照") == Words{"https://example.com"});
}

TEST_CASE("Bluesky marks tickers as tags, in capitals", "[networks][bluesky]") {
    CHECK(tags("thanks $acme, ($BRK2) and $A!") == Words{"$acme", "$BRK2", "$A"});
    CHECK(count_bluesky("thanks $acme").facets.at(0).value == "$ACME");
    CHECK(tags("$5 $toolong x$acme $a_b $a-b").empty());
}

TEST_CASE("consonants that are written as one count each, as servers count them", "[networks][bluesky]") {
    CHECK(count_bluesky("नमस्ते").length == 4);
    CHECK(count_bluesky("ధన్యవాదాలు").length == 6);
    CHECK(count_bluesky("தமிழ்").length == 3);
    CHECK(count_mastodon("नमस्ते").length == 4);
    CHECK(count_bluesky("한국어 ที่ 👨‍👩‍👧").length == 7);
}
