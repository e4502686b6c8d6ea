#include <catch2/catch.hpp>

#include "bot/networks/client/timestamps.h"
#include "bot/networks/feeds/feed.h"
#include "bot/networks/feeds/markup.h"

using bot::networks::FoundPost;
using bot::networks::read_feed;
using Posts = std::vector<FoundPost>;

// Feeds as they really are out there: what readers and bridges were told of by their users.
namespace {

constexpr auto xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Posts posts_of(std::string const& bytes, std::string const& charset = "") {
    std::string why;
    auto feed = read_feed(bytes, charset, "https://kites.example/feed.xml", why);
    INFO(why);
    REQUIRE(feed);
    return feed->posts;
}
FoundPost only(std::string const& bytes, std::string const& charset = "") {
    auto posts = posts_of(bytes, charset);
    REQUIRE(posts.size() == 1);
    return posts.front();
}
std::string rss(std::string const& items) {
    return "<rss version=\"2.0\"><channel>" + items + "</channel></rss>";
}
std::string item(std::string const& inner) {
    return "<item>" + inner + "</item>";
}
std::string const kind = rss(item("<guid>k1</guid><title>So kind</title>"));

/// ASCII in UTF-16, little end first, with "ö" where "%" stands.
std::string utf16(std::string const& text) {
    std::string bytes;
    for (auto const c : text) bytes += {c == '%' ? '\xF6' : c, '\0'};
    return bytes;
}

}  // namespace

TEST_CASE("what stands around a feed's XML does not keep it from being read", "[networks][rss]") {
    for (auto const& bytes :
         {"\n\n  " + std::string(xml) + kind, "\xEF\xBB\xBF\xEF\xBB\xBF" + std::string(xml) + kind,
          xml + kind + "\n<!-- generated in 0.2 s -->\n", xml + kind + "\n<script>x();</script>"}) {
        INFO(bytes);
        CHECK(only(bytes).text == "So kind");
    }
}

TEST_CASE("a feed's letters are read in the encoding that it names", "[networks][rss]") {
    auto const [encoding, bytes, text] = GENERATE(table<std::string, std::string, std::string>({
        {"windows-1251", "\xD1\xEF\xE0\xF1\xE8\xE1\xEE", "Спасибо"},
        {"Shift_JIS", "\x87\x40 \xFB\xFC", "① 髙"},  // what Windows takes for it
        {"Big5", "\xB7\x50\xC1\xC2", "感謝"},
        {"EUC-KR", "\xB0\xA8\xBB\xE7", "감사"},
        {"gb2312", "\xB8\xD0\xD0\xBB", "感谢"},
        {"gb2312", "\xE9\x46", "镕"},  // which GBK has and GB 2312 has not
        {"ks_c_5601-1987", "\x8C\x63", "똠"},
        {"latin1", "I\x92m \x80", "I’m €"},
        {"iso-8859-9", "\x93\xFE\x94", "“ş”"},
        {"us-ascii", "caf\xE9", "café"},
        {"x-sjis", "\x87\x40", "①"},
        {"ISO-2022-JP", "\x1B$B46\x1B(B", "感"},
        {"utf-7", "+ADw-", "+ADw-"},
        {"ISO-8859-1",
         "Gr\xFC\xDF"
         "e",
         "Grüße"},
        {"UTF-16", "Grüße", "Grüße"},  // but the bytes are UTF-8
        {"no-such-code",
         "Gr\xFC\xDF"
         "e",
         "Grüße"},
    }));
    INFO(encoding);
    auto const declared = "<?xml version='1.0' encoding='" + encoding + "'?>";
    CHECK(only(declared + rss(item("<title>" + bytes + "</title>"))).text == text);
}

TEST_CASE("a feed in UTF-16 is known by its first bytes, or by what its server says", "[networks][rss]") {
    auto const bytes = utf16(rss(item("<title>sch%n</title>")));
    CHECK(only(bytes, "UTF-16LE").text == "schön");
    CHECK(only("\xFF\xFE" + bytes).text == "schön");
    CHECK(only("\xFF\xFE" + bytes, "UTF-8").text == "schön");
}

TEST_CASE("where a feed misplaces its items, or what they are made of, they are found all the same",
          "[networks][rss]") {
    auto const words = "<title>So kind</title>";
    CHECK(only("<rss version='2.0'><channel><title>c</title></channel>" + item(words) + "</rss>").text ==
          "So kind");
    CHECK(only("<rss version='2.0' xmlns='https://other.example/rss'><channel>" + item(words) +
               "</channel></rss>")
              .text == "So kind");
    CHECK(
        only(
            "<x:RDF xmlns:x='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:r='http://purl.org/rss/1.0/'>"
            "<r:channel/><r:item><r:title>So kind</r:title></r:item></x:RDF>")
            .text == "So kind");
    CHECK(
        only(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>So kind</a:title></a:entry></a:feed>")
            .text == "So kind");
}

TEST_CASE("an ampersand that nobody escaped is one", "[networks][rss]") {
    auto const post =
        only(rss(item("<title>Q&A with Tom & Jerry</title>"
                      "<link>https://kites.example/?a=1&b=2&copy=3</link>")));
    CHECK(post.text == "Q&A with Tom & Jerry");
    CHECK(post.url == "https://kites.example/?a=1&b=2&copy=3");
}

TEST_CASE("what looks like a tag and is none stays in the words", "[networks][rss]") {
    CHECK(only(rss(item("<title>I &lt;3 them, waited &lt; 1 minute &gt;:)</title>"))).text ==
          "I <3 them, waited < 1 minute >:)");
    CHECK(
        only("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>&amp;lt;3 you &amp;gt; all"
             "</title></entry></feed>")
            .text == "<3 you > all");
}

TEST_CASE("an item without a name of its own goes by its link, and without one by its words",
          "[networks][rss]") {
    auto const posts = posts_of(rss(
        item("<guid></guid><link>https://kites.example/1</link><title>a</title>") +
        item("<guid> \n</guid><title>b</title>") + item("<title>c</title>") +
        item("<guid>" + std::string(301, 'g') + "</guid><title>d</title>") +
        item("<guid>" + std::string(300, 'g') + "</guid><title>e</title>") + item("<guid>silent</guid>")));
    REQUIRE(posts.size() == 5);
    CHECK(posts[0].native_id == "https://kites.example/1");
    CHECK(posts[1].native_id.size() == 64);
    CHECK(posts[1].native_id != posts[2].native_id);
    CHECK(posts[3].native_id.size() == 64);
    CHECK(posts[4].native_id == std::string(300, 'g'));
}

TEST_CASE("an item's address is whole and of the web, or there is none", "[networks][rss]") {
    auto const [link, url] = GENERATE(table<std::string, std::string>({
        {"/blog/q:a-with-them", "https://kites.example/blog/q:a-with-them"},
        {"?p=12", "https://kites.example/feed.xml?p=12"},
        {"www.kites.example/1", "http://www.kites.example/1"},
        {"https://kites.example/a\n  b&amp;amp;c", "https://kites.example/ab&c"},
        {"//other.example/1", "https://other.example/1"},
        {"HTTP://kites.example/Upper", "http://kites.example/Upper"},
        {"\n https://kites.example/1 \n", "https://kites.example/1"},
        {"mailto:otter@kites.example", ""},
        {"https://kites.example/" + std::string(1979, 'a'), ""},
    }));
    INFO(link);
    auto const post = only(rss(item("<title>a</title><link>" + link + "</link>")));
    CHECK(post.url.value_or("") == url);
}

TEST_CASE("an item whose date nobody can read is a post without one", "[networks][rss]") {
    auto const [date, read] = GENERATE(table<std::string, std::string>({
        {"Sun, 29 Nov 2026 19:01:41 +02:00", "2026-11-29T17:01:41Z"},
        {"29 Nov 26 19:01 UTC", "2026-11-29T19:01:00Z"},
        {"Sun, 29 November 2026 19:01:41 Z", "2026-11-29T19:01:41Z"},
        {"sam., 29 nov. 2026 18:00:00 +0100", "2026-11-29T17:00:00Z"},
        {"2026-11-29T19:01:41Z", "2026-11-29T19:01:41Z"},
        {"ma, 29 okt 2026 10:09:29 +0000", "2026-10-29T10:09:29Z"},
        {"29.11.2026 19:01", "2026-11-29T19:01:00Z"},
        {"03/04/2026", ""},
        {"yesterday", ""},
    }));
    INFO(date);
    CHECK(only(rss(item("<title>a</title><pubDate>" + date + "</pubDate>"))).written_at ==
          bot::networks::time_from_rfc3339(read));
}

TEST_CASE("the mail address of who wrote an item is left out", "[networks][rss]") {
    auto const author = [](std::string const& inner) {
        return only(rss(item("<title>a</title><author>" + inner + "</author>")))
            .author_name.value_or("nobody");
    };
    CHECK(author("Mira Otter (otter@kites.example)") == "Mira Otter");
    CHECK(author("Mira &lt;otter@kites.example&gt;") == "Mira");
    CHECK(author("&lt;otter@kites.example&gt; Mira") == "Mira");
    CHECK(author("\"Otter, Mira\" otter@kites.example") == "Otter, Mira");
    CHECK(author("mailto:otter@kites.example") == "nobody");
    CHECK(author("mailto:otter%40kites.example Mira") == "Mira");
    CHECK(author("otter&amp;#64;kites.example") == "nobody");
    CHECK(author("<![CDATA[<a href=\"mailto:otter@kites.example\">Mira</a>]]>") == "Mira");
    CHECK(author("<name>Mira</name><email>otter@kites.example</email>") == "Mira");
    CHECK(author("<email>otter@kites.example</email>") == "nobody");
    CHECK(author("@mira") == "@mira");
    CHECK(author(std::string(501, 'a')) == "nobody");
    CHECK(author("otter@kites.example (Mira Otter)") == "Mira Otter");
    CHECK(author("otter@kites.example") == "nobody");
    CHECK(author("otter@kites.example ()") == "nobody");
    CHECK(author("otter@kites.example )(") == "nobody");
    CHECK(author("Mira") == "Mira");
}

TEST_CASE("nulls in a JSON Feed are what is missing", "[networks][rss]") {
    auto const posts =
        posts_of(R"({"version": "https://jsonfeed.org/version/1.1", "language": "de", "authors": [null,
        {"name": "Mira"}], "items": [null, {"id": 7, "title": null, "content_html": null, "content_text": "So kind",
        "url": null, "authors": null, "date_published": null, "date_modified": "2026-11-29T19:01:41Z"},
        {"id": null, "title": "Kudos", "external_url": "https://other.example/1", "language": "en",
        "authors": [{"name": "Jo"}]}, {"id": "8", "title": null}]})");
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].native_id == "7");
    CHECK(posts[0].text == "So kind");
    CHECK(posts[0].author_name == "Mira");
    CHECK(posts[0].language == "de");
    CHECK(posts[0].written_at == bot::networks::time_from_rfc3339("2026-11-29T19:01:41Z"));
    CHECK(posts[1].native_id == "https://other.example/1");
    CHECK(posts[1].author_name == "Jo");
    CHECK(posts[1].language == "en");
}

TEST_CASE("of a feed without end two thousand posts are read, and of a post twenty kilobytes",
          "[networks][rss]") {
    std::string items;
    for (int i = 0; i < 2001; ++i) items += item("<guid>" + std::to_string(i) + "</guid><title>a</title>");
    CHECK(posts_of(rss(items)).size() == 2000);
    std::string entries;
    for (int i = 0; i < 2001; ++i)
        entries += "<entry><id>" + std::to_string(i) + "</id><title>a</title></entry>";
    CHECK(posts_of("<feed xmlns='http://www.w3.org/2005/Atom'>" + entries + "</feed>").size() == 2000);
    // Cut between two letters, not within one.
    std::string umlauts = "a";
    for (int i = 0; i < 10'000; ++i) umlauts += "ü";
    CHECK(only(rss(item("<description>" + umlauts + "</description>"))).text == umlauts.substr(0, 19'999));
}

TEST_CASE("a reference to a character by its number is read as browsers do", "[networks][rss]") {
    auto const [written, read] = GENERATE(table<std::string, std::string>({
        {"I&#146;m", "I’m"},
        {"I&#x92;m", "I’m"},
        {"I\xC2\x92m", "I’m"},  // the same, made UTF-8 by somebody
        {"a &#55357;&#56841; b", "a 😉 b"},
        {"a &#xD83D; b", "a \uFFFD b"},
        {"a &#xDE09;&#xD83D; b", "a \uFFFD\uFFFD b"},
        {"a&#0;&#2;&#8203;b", "a\u200Bb"},
        {"a &#x110000; &#99999999999; b", "a \uFFFD \uFFFD b"},
        {"a &#; &#x; &#xZZ; b", "a &#; &#x; &#xZZ; b"},
    }));
    INFO(written);
    CHECK(only("<feed><entry><title>" + written + "</title></entry></feed>").text == read);
}

TEST_CASE("an item's words are found wherever a common extension has them", "[networks][rss]") {
    CHECK(only(rss(item("<media:content><media:description>So kind</media:description></media:content>")))
              .text == "So kind");
    CHECK(
        only(rss(item("<media:group><media:content><media:title>a</media:title></media:content></media:group>"
                      "<itunes:summary>So kind</itunes:summary>")))
            .text == "a\n\nSo kind");
    CHECK(
        only(rss(item("<content:encoded xmlns:content='http://misspelt.example/'>So kind</content:encoded>")))
            .text == "So kind");
    CHECK(
        only(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><content type='text/html' mode='base64'>"
            "PHA+c28ga2luZDwvcD4=</content></entry></feed>")
            .text == "so kind");
    CHECK(only(R"({"items": [{"id": "1", "summary": "So kind"}]})").text == "So kind");
}

TEST_CASE("of a feed whose tags are broken each item is read", "[networks][rss]") {
    auto const texts = [](std::string const& bytes) {
        std::string all;
        for (auto const& post : posts_of(bytes)) all += post.text + ";";
        return all;
    };
    // What stands within an element is not ended.
    CHECK(texts(rss(item("<description>one<br>two<p>three</description>") + item("<title>b</title>"))) ==
          "one\ntwo\n\nthree;b;");
    // Nor an item, nor what was ended never began.
    CHECK(texts(rss("<item><title>a</title><item><title>b</b></title></item>")) == "a;b;");
    CHECK(texts("<rss><channel><item><title>a < b <c> d > e</title></item></channel></RSS>") ==
          "a < b d > e;");
    CHECK(texts(rss(item("<title a='1\" b=2 c>x</title>") + item("<title>y</title>"))) == "y;");
    CHECK(texts(rss(item("<title>a</title><script/>") +
                    item("<description>a<b/>b<script/>c</description>"))) == "a;abc;");
}

TEST_CASE("what is asked of a hostile feed is bounded", "[networks][rss]") {
    using State = bot::networks::markup::Document::State;
    auto const repeated = [](std::string const& what, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += what;
        return all;
    };
    SECTION("depth") {
        auto const deep = bot::networks::markup::read("<rss>" + repeated("<a>", 100'000) + "x</rss>");
        CHECK(deep.state == State::whole);
        int depth = 0;
        for (auto const* node = &deep.root; !node->children.empty(); node = &node->children[0]) ++depth;
        CHECK(depth <= 101);
        CHECK(bot::networks::markup::text_of(deep.root) == "x");
    }
    SECTION("attributes") {
        auto const wide = bot::networks::markup::read("<rss " + repeated("a='b' ", 100'000) + "/>");
        CHECK(wide.root.attributes.size() == 100);
    }
    SECTION("nodes") {
        CHECK(bot::networks::markup::read("<rss>" + repeated("<a/>", 400'001) + "</rss>").state ==
              State::too_large);
    }
    SECTION("what is said once for all items") {
        auto const long_name = std::string(100'000, 'n');
        auto const posts =
            posts_of("<feed xml:lang='" + long_name + "'><author><name>" + long_name + "</name></author>" +
                     repeated("<entry><title>a</title></entry>", 100) + "</feed>");
        for (auto const& post : posts) {
            CHECK_FALSE(post.author_name);
            CHECK_FALSE(post.language);
        }
    }
}
