#include "bot/networks/feeds/feeds.h"

#include <catch2/catch.hpp>

#include "tests/bot/networks/conformance_stage.h"

using namespace std::chrono_literals;
using bot::networks::NetworkError;

namespace {

test::HttpAnswer feed(std::string const& items,
                      std::vector<std::pair<std::string, std::string>> headers = {}) {
    return {200, "<rss version=\"2.0\"><channel>" + items + "</channel></rss>", std::move(headers)};
}

std::string item(std::string const& id) {
    return "<item><guid>" + id + "</guid><title>words</title></item>";
}

struct Reader {
    explicit Reader(std::vector<std::string> const& paths) {
        for (auto const& path : paths) settings.feeds.push_back(server.address() + path);
        settings.private_addresses = true;
        network = bot::networks::rss(settings, clock);
    }
    bot::networks::SearchPage search() {
        auto page = network.listener->search({}, cursor);
        cursor = page.cursor;
        return page;
    }
    test::HttpServer server;
    test::ManualClock clock;
    bot::networks::RssSettings settings;
    bot::networks::Network network;
    std::string cursor;
};

}  // namespace

TEST_CASE("a feed gives what came after it was read first, whatever its dates", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer(feed(item("1")));
    reader.server.answer(feed(item("1") + item("2")));
    auto const first = reader.search();
    CHECK(first.posts.empty());
    CHECK_FALSE(first.more);
    CHECK(first.wait == 30min);
    CHECK(reader.search().posts.empty());
    CHECK(reader.server.asked().size() == 1);
    reader.clock.advance(30min);
    CHECK(reader.search().posts.size() == 1);
    reader.clock.advance(40 * 24h);
    CHECK(reader.search().posts.empty());
}

TEST_CASE("a feed is asked with its own validators, byte for byte", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer(feed(item("1"), {{"ETag", "W/\"a b\""}, {"Last-Modified", "yesterday or so"}}));
    reader.server.answer({304, ""});
    (void)reader.search();
    reader.clock.advance(1h);
    CHECK(reader.search().posts.empty());
    auto const asked = reader.server.asked().at(1);
    CHECK(asked.headers.at("if-none-match") == "W/\"a b\"");
    CHECK(asked.headers.at("if-modified-since") == "yesterday or so");
}

TEST_CASE("a feed's own pace and hours are kept", "[networks][rss]") {
    Reader reader({"/a"});
    SECTION("ttl") {
        reader.server.answer(feed("<ttl>120</ttl>"));
        CHECK(reader.search().wait == 2h);
    }
    SECTION("max-age") {
        reader.server.answer(feed("", {{"Cache-Control", "public, max-age=3600"}}));
        CHECK(reader.search().wait == 1h);
    }
    SECTION("not longer than a day") {
        reader.server.answer(feed("<ttl>99999999</ttl>"));
        CHECK(reader.search().wait == 24h);
    }
    SECTION("hours to skip") {
        reader.server.answer(feed("<skipHours><hour>8</hour><hour>9</hour><hour>x</hour></skipHours>"));
        CHECK(reader.search().wait == 2h);
    }
}

TEST_CASE("a dead feed does not stop the others", "[networks][rss]") {
    Reader reader({"/dead?key=secret", "/alive"});
    reader.server.answer("/dead", {500, "secret"});
    reader.server.answer("/alive", feed(""));
    auto const first = reader.search();
    CHECK(first.more);
    REQUIRE(first.skipped.size() == 1);
    CHECK_THAT(first.skipped.at(0).where,
               Catch::StartsWith("feed 1 of networks.rss.feeds, 127.0.0.1:") && Catch::EndsWith("/dead"));
    CHECK(first.skipped.at(0).why == "was answered with 500");
    auto const second = reader.search();
    CHECK(second.skipped.empty());
    CHECK(second.wait == 1min);
    reader.clock.advance(1min);
    CHECK(reader.search().wait == 2min);
    reader.server.forget("/alive");
    reader.server.answer("/alive", {500, ""});
    reader.clock.advance(29min);
    (void)reader.search();
    CHECK_THROWS_AS(reader.search(), NetworkError);
}

TEST_CASE("the same id in two feeds is two posts, and the address of neither is in them", "[networks][rss]") {
    Reader reader({"/a?key=secret", "/b"});
    reader.server.answer(feed(item("0")));
    (void)reader.search(), (void)reader.search();
    reader.server.forget("");
    reader.server.answer(feed(item("1")));
    reader.clock.advance(1h);
    auto const one = reader.search(), two = reader.search();
    REQUIRE(one.posts.size() == 1);
    REQUIRE(two.posts.size() == 1);
    CHECK(one.posts.at(0).native_id != two.posts.at(0).native_id);
    CHECK(reader.cursor.find("secret") == std::string::npos);
}

TEST_CASE("a feed that is gone for good is asked no more", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer({410, ""});
    CHECK(reader.search().skipped.size() == 1);
    reader.clock.advance(48h);
    CHECK(reader.search().skipped.empty());
    CHECK(reader.server.asked().size() == 1);
}

TEST_CASE("a post that a feed says was deleted is gone, if the feed ever gave it", "[networks][rss]") {
    Reader reader({"/a"});
    auto const atom = [](std::string const& entries) {
        return test::HttpAnswer{200,
                                "<feed xmlns='http://www.w3.org/2005/Atom' "
                                "xmlns:at='http://purl.org/atompub/tombstones/1.0'>" +
                                    entries + "</feed>"};
    };
    reader.server.answer(
        atom("<entry><id>tag:1</id><title>words</title><updated>2026-09-01T08:00:00Z</updated>"
             "</entry>"));
    reader.server.answer(
        atom("<at:deleted-entry ref='tag:1'/><at:deleted-entry ref='tag:2'/>"
             "<at:deleted-entry/>"));
    auto const given = reader.search();
    REQUIRE(given.posts.size() == 1);
    reader.clock.advance(1h);
    auto const page = reader.search();
    CHECK(page.gone == std::vector<std::string>{given.posts[0].native_id});
    CHECK(page.posts.empty());
}

TEST_CASE("a feed's pace is also read as the syndication module has it", "[networks][rss]") {
    auto const [period, frequency, wait] = GENERATE(table<std::string, std::string, std::chrono::minutes>(
        {{"daily", "4", 6h},
         {"daily", "", 24h},
         {"daily", "0", 24h},
         {"daily", "-2", 24h},
         {"daily", "often", 24h},
         {"weekly", "1", 24h},  // No feed is left alone for longer than a day.
         {"hourly", "1", 1h},
         {"hourly", "60", 30min},  // Nor is one asked more often than the settings say.
         {"sometimes", "1", 30min}}));
    INFO(period << " " << frequency);
    Reader reader({"/a"});
    reader.server.answer(feed("<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>" +
                              period +
                              "</sy:updatePeriod><sy:updateFrequency "
                              "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>" +
                              frequency + "</sy:updateFrequency>"));
    CHECK(reader.search().wait == wait);
}

TEST_CASE("hours that a feed skips may go over midnight, and all of them are a day", "[networks][rss]") {
    auto const [from, to, wait] = GENERATE(table<int, int, std::chrono::milliseconds>({
        {8, 24, 17h},     // 24 is midnight, as some write it
        {9, 23, 30min},   // the hour of now is none of them
        {0, 23, 24h},     // nobody is left alone for ever
        {25, 99, 30min},  // no hours
    }));
    INFO(from << " to " << to);
    std::string hours;
    for (int hour = from; hour <= to; ++hour) hours += "<hour>" + std::to_string(hour) + "</hour>";
    Reader reader({"/a"});
    reader.server.answer(feed("<skipHours>" + hours + "</skipHours>"));
    CHECK(reader.search().wait == wait);
}

TEST_CASE("a feed that says when to come back is left alone until then", "[networks][rss]") {
    Reader reader({"/a?key=secret"});
    reader.server.answer({503, "", {{"Retry-After", "600"}}});
    auto const failure = [&] {
        try {
            (void)reader.search();
        } catch (NetworkError const& error) {
            CHECK(error.error_class == NetworkError::Class::theirs);
            CHECK_THAT(error.what(), Catch::EndsWith("was answered with 503") && !Catch::Contains("secret"));
            return error.retry_after.value_or(0s);
        }
        return -1s;
    };
    CHECK(failure() == 600s);
    // What it said holds for who asks again; it is not asked.
    reader.clock.advance(599s);
    CHECK(failure() == 1s);
    CHECK(reader.server.asked().size() == 1);
    reader.server.forget("");
    reader.server.answer(feed(item("1")));
    reader.clock.advance(1s);
    CHECK(reader.search().wait == 30min);
}

TEST_CASE("a feed's validators are given back only if they fit into a header, and only of a feed",
          "[networks][rss]") {
    Reader reader({"/a", "/b"});
    reader.server.answer("/b", feed(""));
    auto const asked_with = [&] {
        std::string tag = "never asked";
        for (auto const& asked : reader.server.asked())
            if (asked.path() == "/a")
                tag = asked.headers.contains("if-none-match") ? asked.headers.at("if-none-match") : "";
        return tag;
    };
    auto const reads = [&](test::HttpAnswer answer) {
        reader.server.forget("/a");
        reader.server.answer("/a", std::move(answer));
        reader.clock.advance(24h);
        (void)reader.search(), (void)reader.search();
        return asked_with();
    };
    auto const long_tag = std::string(500, 'e');
    CHECK(reads(feed("", {{"ETag", long_tag}})).empty());
    CHECK(reads(test::html_answer("<h1>we moved</h1>")) == long_tag);
    // A page in its place leaves them as they were.
    CHECK(reads(feed("", {{"ETag", long_tag + "e"}})) == long_tag);
    CHECK(reads(feed("", {{"ETag", "Gr\xC3\xBC\xC3\x9F"}})).empty());
    CHECK(reads(feed("")).empty());
}

TEST_CASE("a feed that never answers is asked once a day in the end", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer({500, ""});
    std::chrono::seconds wait{};
    for (int i = 0; i < 14; ++i) {
        try {
            (void)reader.search();
            FAIL("it went well");
        } catch (NetworkError const&) {
        }
        try {
            (void)reader.search();
            FAIL("it was not at rest");
        } catch (NetworkError const& error) {
            wait = error.retry_after.value();
        }
        reader.clock.advance(wait);
    }
    CHECK(wait == 24h);
}

TEST_CASE("items that share an id are told apart by their words, then and ever after", "[networks][rss]") {
    Reader reader({"/a"});
    auto const one = [](std::string const& id, std::string const& words) {
        return "<item><guid>" + id + "</guid><title>" + words + "</title></item>";
    };
    auto const words_of = [&](std::string const& items) {
        reader.server.forget("");
        reader.server.answer(feed(items));
        reader.clock.advance(1h);
        std::string all;
        for (auto const& post : reader.search().posts) all += post.text + ";";
        return all;
    };
    CHECK(words_of("").empty());
    SECTION("a word that says nothing is no id") {
        auto const* const none = GENERATE("0", "null", "-1", "undefined", "N/A", "[object Object]");
        CHECK(words_of(one(none, "a")) == "a;");
        CHECK(words_of(one(none, "b")) == "b;");
        CHECK(words_of(one(none, "c") + one(none, "b") + one(none, "a")) == "c;");
    }
    SECTION("one id for all") {
        CHECK(words_of(one("all", "a") + one("all", "b") + one("all", "b")) == "a;b;");
        CHECK(words_of(one("all", "c") + one("all", "a") + one("all", "b")) == "c;");
        CHECK(words_of(one("all", "d")) == "d;");
        CHECK(words_of(one("all", "d")).empty());
    }
    SECTION("ids that differ in their blanks alone") {
        CHECK(words_of(one("x", "a") + one(" x ", "b")) == "a;b;");
    }
    SECTION("an item whose words are changed is the same one") {
        CHECK(words_of(one("x", "a") + one("y", "b")) == "a;b;");
        CHECK(words_of(one("x", "A") + one("y", "b")).empty());
    }
}

TEST_CASE("what a feed cannot tell of its times is told once, with its place in the settings",
          "[networks][rss]") {
    Reader reader({"/a", "/b/0123456789abcdef0123456789/feed?key=secret"});
    auto const dated = [](std::string const& id, std::string const& date) {
        return "<item><guid>" + id + "</guid><title>words</title><pubDate>" + date + "</pubDate></item>";
    };
    auto const told = [&] {
        std::vector<std::string> all;
        for (int i = 0; i < 2; ++i)
            for (auto const& skipped : reader.search().skipped)
                all.push_back(skipped.where + ": " + skipped.why);
        return all;
    };
    reader.server.answer("/a", feed(item("1") + item("2")));
    reader.server.answer("/b/0123456789abcdef0123456789/feed", feed(dated("1", "2026-09-01")));
    auto const first = told();
    REQUIRE(first.size() == 1);
    CHECK_THAT(first[0], Catch::StartsWith("feed 1 of networks.rss.feeds, 127.0.0.1:") &&
                             Catch::Contains("/a: 2 of the items that were there"));
    reader.server.forget("");
    reader.server.forget("/b/0123456789abcdef0123456789/feed");
    reader.server.answer("/b/0123456789abcdef0123456789/feed",
                         feed(dated("2", "03/04/2026 at Mira's") + dated("3", "2026-09-01")));
    reader.clock.advance(1h);
    auto const second = told();
    REQUIRE(second.size() == 1);
    CHECK_THAT(second[0], Catch::StartsWith("feed 2 of networks.rss.feeds, 127.0.0.1:") &&
                              Catch::Contains("/b/\u2026/feed: 1 of its items") &&
                              Catch::Contains("like 99/99/9999 aa aaaaaa;"));
    reader.server.answer("/b/0123456789abcdef0123456789/feed", feed(dated("4", "04/05/2026 at Mira's")));
    reader.clock.advance(1h);
    CHECK(told().empty());
}

TEST_CASE("a post whose time nobody can read says so", "[networks][rss]") {
    Reader reader({"/a"});
    reader.server.answer(feed(""));
    (void)reader.search();
    reader.server.forget("");
    reader.server.answer(
        feed("<item><title>a</title><pubDate>sometime</pubDate></item><item><title>b</title></item>"
             "<item><title>c</title><pubDate>?</pubDate><dc:date>2026-09-01</dc:date></item>"));
    reader.clock.advance(1h);
    auto const posts = reader.search().posts;
    REQUIRE(posts.size() == 3);
    CHECK(posts[0].time_unread);
    CHECK_FALSE(posts[1].time_unread);
    CHECK_FALSE(posts[2].time_unread);
    CHECK(posts[2].written_at);
}

TEST_CASE("of more feeds than can be read within their interval each has its turn", "[networks][rss]") {
    Reader reader({"/a", "/b", "/c"});
    reader.server.answer(feed(""));
    // Reading one takes so long that the first ones are due again before the last was asked.
    for (int i = 0; i < 6; ++i) {
        (void)reader.search();
        reader.clock.advance(20min);
    }
    std::map<std::string, int> asked;
    for (auto const& one : reader.server.asked()) ++asked[one.path()];
    CHECK(asked == std::map<std::string, int>{{"/a", 2}, {"/b", 2}, {"/c", 2}});
}
