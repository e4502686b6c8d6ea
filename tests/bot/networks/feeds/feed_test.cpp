#include "bot/networks/feeds/feed.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "bot/networks/client/timestamps.h"
#include "tests/tools/paths.h"

using bot::networks::read_feed;

namespace {

std::string fixture(std::string const& name) {
    std::ifstream file(test::source_folder() + "/tests/fixtures/rss/" + name);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

bot::networks::Feed feed_of(std::string const& bytes, std::string const& charset = "") {
    std::string why;
    auto feed = read_feed(bytes, charset, "https://riverside.example/feed.xml", why);
    INFO(why);
    REQUIRE(feed);
    return *feed;
}

std::string rss(std::string const& item, std::string const& channel = "") {
    return "<rss version=\"2.0\"><channel>" + channel + "<item>" + item + "</item></channel></rss>";
}

}  // namespace

TEST_CASE("an RSS item is read with all that it says", "[networks][rss]") {
    auto const feed = feed_of(fixture("ordinary.xml"));
    REQUIRE(feed.posts.size() == 3);
    auto const& post = feed.posts.at(0);
    CHECK(post.native_id == "review-17");
    CHECK(post.text ==
          "Otter's support is the best\n\nThey rang me back within the hour & stayed until it "
          "worked.\n\nThank you, "
          "Pelle!");
    CHECK(post.url == "https://riverside.example/reviews/17");
    CHECK(post.author_name == "Mira");
    CHECK_FALSE(post.author_id);
    CHECK(post.language == "en-GB");
    CHECK(post.written_at == bot::networks::time_from_rfc3339("2026-09-01T07:40:00Z"));
    CHECK(feed.posts.at(1).author_name == "Ulf");
    CHECK(feed.posts.at(1).text == "Beaver: meh\n\nIt took three days.");
    CHECK(feed.posts.at(2).native_id.size() == 64);
    CHECK(feed.every == std::chrono::minutes(60));
}

TEST_CASE("an Atom entry is read by what its names mean, not by their prefixes", "[networks][rss]") {
    auto const feed = feed_of(fixture("atom.xml"));
    REQUIRE(feed.posts.size() == 2);
    auto const& one = feed.posts.at(0);
    CHECK(one.native_id == "tag:pond.example,2026:1");
    CHECK(one.text == "1 < 2 Otter\n\nSehr hilfreich.\n\nDanke!");
    CHECK(one.url == "https://pond.example/blog/one.html");
    CHECK(one.author_name == "Runa");
    CHECK(one.language == "de");
    CHECK(one.written_at == bot::networks::time_from_rfc3339("2026-09-01T05:00:00Z"));
    auto const& two = feed.posts.at(1);
    CHECK(two.text == "Two & three\n\nSo kind.");
    CHECK(two.author_name == "Tomasz");
    CHECK(two.language == "en");
    CHECK(two.in_reply_to == "tag:pond.example,2026:1");
    CHECK(feed.gone == std::vector<std::string>{"tag:pond.example,2026:0"});
}

TEST_CASE("a bad byte or half an emoji in a JSON Feed spares the rest", "[networks][rss]") {
    auto const feed = feed_of(
        "{\"version\":\"1\",\"items\":[null,{\"id\":15933872133157847040123,\"content_text\":\"Käse \xC3\"},7,"
        "{\"id\":2,\"content_text\":\"Grüße \\ud83d\"}]}");
    REQUIRE(feed.posts.size() == 2);
    CHECK(feed.posts.at(0).native_id == "15933872133157847040123");
    CHECK(feed.posts.at(0).text == "Käse \uFFFD");
    CHECK(feed.posts.at(1).text == "Grüße \uFFFD");
}

TEST_CASE("RSS 1.0 and JSON Feed are feeds too", "[networks][rss]") {
    auto const old = feed_of(fixture("rss1.xml"));
    REQUIRE(old.posts.size() == 1);
    CHECK(old.posts.at(0).native_id == "https://old.example/1");
    CHECK(old.posts.at(0).text == "First\n\nGreat help.");
    CHECK(old.posts.at(0).author_name == "Elin");
    auto const json = feed_of(fixture("feed.json"));
    REQUIRE(json.posts.size() == 2);
    CHECK(json.posts.at(0).native_id == "7");
    CHECK(json.posts.at(0).text == "Heron helped\n\nAt once & for free.");
    CHECK(json.posts.at(0).author_name == "Vera");
    CHECK(json.posts.at(1).author_name == "Isak");
}

TEST_CASE("a feed's encoding is found out, whatever it claims", "[networks][rss]") {
    auto const words = [](std::string const& bytes, std::string const& charset = "") {
        return feed_of(bytes, charset).posts.at(0).text;
    };
    CHECK(words("<?xml version=\"1.0\" encoding=\"windows-1251\"?>" +
                rss("<title>\xD1\xEF\xE0\xF1\xE8\xE1\xEE</title>")) == "Спасибо");
    CHECK(words(rss("<title>\xF3\xD0\xC1\xD3\xC9\xC2\xCF</title>"), "koi8-r") == "Спасибо");
    CHECK(words("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + rss("<title>Спасибо</title>")) ==
          "Спасибо");
    CHECK(words(rss("<title>caf\xE9</title>")) == "café");
    CHECK(words("\xEF\xBB\xBF" + rss("<title>café</title>")) == "café");
}

TEST_CASE("what was escaped twice is read once more", "[networks][rss]") {
    auto const words = [](std::string const& body) {
        return feed_of(rss("<description>" + body + "</description>")).posts.at(0).text;
    };
    CHECK(words("&lt;p&gt;so good&lt;/p&gt;") == "so good");
    CHECK(words("&amp;lt;p&amp;gt;so good&amp;lt;/p&amp;gt;") == "so good");
    CHECK(words("a &amp;amp; b") == "a & b");
    CHECK(words("tea&nbsp;time") == "tea time");
}

TEST_CASE("what is no feed is refused with a reason", "[networks][rss]") {
    for (auto const* bytes : {"", "   ", "<html><body>Sign in</body></html>", "{\"items\": 3}", "{}", "[]",
                              "null", "<rss>", "<feed xmlns=\"http://elsewhere.example/\"><entry/></feed>",
                              "<rss version=\"2.0\"><channel><item><title>half"}) {
        std::string why;
        INFO(bytes);
        CHECK_FALSE(read_feed(bytes, "", "https://riverside.example/", why));
        CHECK_FALSE(why.empty());
    }
}

TEST_CASE("entities of a feed's own are not expanded", "[networks][rss]") {
    auto const feed =
        feed_of("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/hostname\">]>" +
                rss("<title>x &a; &b; y</title>"));
    CHECK(feed.posts.at(0).text == "x &a; &b; y");
}

TEST_CASE("addresses in a feed are made whole and only of the web", "[networks][rss]") {
    auto const url = [](std::string const& link) {
        return feed_of(rss("<title>x</title><link>" + link + "</link>")).posts.at(0).url;
    };
    CHECK(url("https://otter.example/a") == "https://otter.example/a");
    CHECK(url("/a?b") == "https://riverside.example/a?b");
    CHECK(url("a") == "https://riverside.example/a");
    CHECK(url("//otter.example/a") == "https://otter.example/a");
    CHECK_FALSE(url("javascript:alert(1)"));
    CHECK_FALSE(url("mailto:a@b.example"));
    CHECK(url("https://otter.example/a b") == "https://otter.example/a%20b");
    CHECK_FALSE(url("https://otter example/"));
    CHECK_FALSE(url("https://"));
}
