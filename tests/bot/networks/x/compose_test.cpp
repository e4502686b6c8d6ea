#include <catch2/catch.hpp>

#include "bot/networks/compose.h"
#include "tests/bot/networks/facet_words.h"

using bot::networks::count_x;
using test::marked;
using test::times;
using Words = std::vector<std::string>;

namespace {

std::size_t length(std::string const& text) {
    return count_x(text).length;
}

Words links(std::string const& text) {
    return marked(text, count_x(text), "link");
}

}  // namespace

TEST_CASE("X counts usual letters once and other scripts twice", "[networks][x]") {
    CHECK(length("Thank you.") == 10);
    CHECK(length("ÄÖÜ äöü ß") == 9);
    CHECK(length("Ελληνικά русский עברית العربية हिन्दी ไทย") == 41);
    CHECK(length("ありがとう") == 10);
    CHECK(length("감사합니다") == 10);
    CHECK(length("故人西辞黄鹤楼，") == 16);
    CHECK(length("“quoted” – dash — ‘so’ …") == 25);  // "…" is the one that weighs two
    CHECK(length("\u2000\u200D\u2010\u201F\u2032\u2037") == 6);
    CHECK(length("\u200E\u200F\u2020\u2031\u2038\u1100") == 12);
    CHECK(length("\U00010000\U0010FFFD") == 4);
}

TEST_CASE("X counts what is left after composing letters and their marks", "[networks][x]") {
    CHECK(length("e\u0301") == 1);
    CHECK(length("A\u0301B") == 2);
    CHECK(length("x\u0301") == 2);             // has no composed form
    CHECK(length("\u1112\u1161\u11AB") == 2);  // three letters of one Korean syllable
    CHECK(length("A\uFB2C") == 4);             // is taken apart, and stays so
    CHECK(count_x(times("e\u0301", 280)).valid);
}

TEST_CASE("X counts an emoji as two, however many code points it takes", "[networks][x]") {
    CHECK(length("😷👾😡🔥💩") == 10);
    CHECK(length("👍🏽") == 2);
    CHECK(length("👨‍👩‍👧‍👦") == 2);
    CHECK(length("👩🏾‍🚀") == 2);
    CHECK(length("🙋🏽👨‍🎤") == 4);
    CHECK(length("🇩🇪🇫🇷") == 4);
    CHECK(length("🏴󠁧󠁢󠁥󠁮󠁧󠁿") == 2);
    CHECK(length("1️⃣#️⃣") == 4);
    CHECK(length("1⃣") == 2);
    CHECK(length("❤️") == 2);
    CHECK(length("❤️‍🔥❤‍🔥") == 4);
    CHECK(length("☺") == 2);
    CHECK(length("©®™") == 4);
    CHECK(length("©️") == 2);
    CHECK(length("👩‍🐶") == 5);  // no emoji that anybody draws: two of them and a joiner
    CHECK(length("12#*") == 4);
    CHECK(count_x(times("👨‍👩‍👧‍👦", 140)).valid);
    CHECK_FALSE(count_x(times("👨‍👩‍👧‍👦", 141)).valid);
}

TEST_CASE("X takes up to 280, and something", "[networks][x]") {
    CHECK(count_x("x").limit == 280);
    CHECK(count_x(times("x", 280)).valid);
    CHECK_FALSE(count_x(times("x", 281)).valid);
    CHECK(count_x(times("の", 140)).valid);
    CHECK_FALSE(count_x(times("の", 140) + "x").valid);
    CHECK_FALSE(count_x("").valid);
    CHECK_FALSE(count_x(" \n\u3000").valid);
    CHECK(length(times("x", 279) + "\n") == 280);
}

TEST_CASE("X refuses three code points, and we refuse what is not UTF-8", "[networks][x]") {
    CHECK_FALSE(count_x("thanks\uFFFE").valid);
    CHECK_FALSE(count_x("\uFEFFthanks").valid);
    CHECK_FALSE(count_x("tha\uFFFFnks").valid);
    CHECK_FALSE(count_x("thanks\xC3").valid);
    CHECK(count_x("thanks\uFFFD").valid);
    CHECK(count_x("\u202Eright to left\u202C").valid);
}

TEST_CASE("X counts every address as 23", "[networks][x]") {
    CHECK(length("Hi http://test.co") == 26);
    CHECK(length("https://example.org") == 23);
    CHECK(length("https://example.org/n/" + times("a", 300)) == 23);
    CHECK(length("t.co") == 23);
    CHECK(length("example.com/very/long/path?with=query") == 23);
    CHECK(length("a https://test.com b https://test.com test.com c") == 77);
    CHECK(length("https://example.org.") == 24);
    CHECK(length("(https://example.org/a_(b))") == 25);
    CHECK(length("mailto jo@example.org") == 21);
    CHECK(length("http://localhost/x") == 18);
    CHECK(length("Mr.Smith") == 8);
    CHECK(length("https://" + times("a", 64) + ".com/x") == 78);
}

TEST_CASE("an address ends where a reader would end it", "[networks][x]") {
    CHECK(links("See https://example.org/a, or https://example.org/b; https://example.org/c!") ==
          Words{"https://example.org/a", "https://example.org/b", "https://example.org/c"});
    CHECK(links("https://en.example.org/wiki/Team_(sport)") ==
          Words{"https://en.example.org/wiki/Team_(sport)"});
    CHECK(links("(see https://example.org/wiki/Team_(sport))") ==
          Words{"https://example.org/wiki/Team_(sport)"});
    CHECK(links("https://example.org/a((b)c)d") == Words{"https://example.org/a((b)c)d"});
    CHECK(links("https://example.org/a(b") == Words{"https://example.org/a"});
    CHECK(links("https://example.org/path.....") == Words{"https://example.org/path"});
    CHECK(links("https://example.org/list?a=1&b=2, then") == Words{"https://example.org/list?a=1&b=2"});
    CHECK(links("https://example.org?x=y#z.") == Words{"https://example.org?x=y#z"});
    CHECK(links("https://example.org:8080/x") == Words{"https://example.org:8080/x"});
    CHECK(links("https://example.org/a+ https://example.org/b- ") ==
          Words{"https://example.org/a+", "https://example.org/b-"});
    CHECK(links("https://example.org/Русские_слова и") == Words{"https://example.org/Русские_слова"});
    CHECK(links("HTTPS://WWW.Example.ORG/Index") == Words{"HTTPS://WWW.Example.ORG/Index"});
    CHECK(links("“https://example.org”") == Words{"https://example.org"});
    CHECK(links("https://a.example.com-and-more https://example.com+1") == Words{});
    CHECK(links("http://example.comだよね.comtest/a") == Words{"http://example.com"});
    CHECK(links("http://x.vermögensberatung/") == Words{"http://x.vermögensberatung/"});
}

TEST_CASE("hosts may be of any script, if they end in a known TLD", "[networks][x]") {
    CHECK(links("http://ああ.com http://☃.net/ http://foobar.みんな/ http://foobar.中国/") ==
          Words{"http://ああ.com", "http://☃.net/", "http://foobar.みんな/", "http://foobar.中国/"});
    CHECK(links("http://xn--bcher-kva.example.com") == Words{"http://xn--bcher-kva.example.com"});
    CHECK(links("https://bücher.de/ und elpaís.com") == Words{"https://bücher.de/", "elpaís.com"});
    CHECK(links("http://a_b.c-d.com") == Words{"http://a_b.c-d.com"});
    for (auto const* none : {"http://under_score.com", "http://-dash.com", "http://dash-.com",
                             "http://x.-y.com", "http://_x.example.com", "http://name.invalidtld",
                             "http://example.c_o_m", "http://xn--はじめ.com/", "http://example..com"})
        CHECK(links(none) == Words{});
}

TEST_CASE("a domain without a scheme is an address where it stands for itself", "[networks][x]") {
    CHECK(links("foo.com, foo.co.jp www.foo.co.uk") == Words{"foo.com", "foo.co.jp", "www.foo.co.uk"});
    CHECK(links("foo.baz foo.comm foo.govedu wwwww.xxxxxx") == Words{});
    CHECK(links("これは。example.com/path中国語example.com한국") == Words{"example.com/path", "example.com"});
    CHECK(links("twitter.みんなです") == Words{"twitter.みんな"});
    CHECK(links("jo.doe.gov@example.com @example.com #example.com $example.com") == Words{});
    CHECK(links("long.test.tar.bz2") == Words{});
    CHECK(links("-example.com _example.com /example.com") == Words{});
    CHECK(links("example.com?q=1") == Words{"example.com"});
    CHECK(links("\u2066\u202Aexample.com\u202C\u2069 پاکستان http://example.org/\u202C") ==
          Words{"example.com", "http://example.org/"});
}

TEST_CASE("X's own short addresses have a code and nothing behind it", "[networks][x]") {
    CHECK(links("http://t.co/pbY2NfTZ's http://t.co/ulYGBYSo: http://t.co/FNkPfmii-") ==
          Words{"http://t.co/pbY2NfTZ", "http://t.co/ulYGBYSo", "http://t.co/FNkPfmii"});
    CHECK(links("https://t.co/UqIyJAJTfo?amp=1") == Words{"https://t.co/UqIyJAJTfo?amp=1"});
    CHECK(links("http://t.co/" + times("a", 40)).size() == 1);
    CHECK(links("http://t.co/" + times("a", 41)).empty());
}

TEST_CASE("mentions and tags of X are marked in bytes", "[networks][x]") {
    auto const mentions = [](std::string const& text) { return marked(text, count_x(text), "mention"); };
    CHECK(mentions("の@acme_help に @Acme2!") == Words{"@acme_help", "@Acme2"});
    CHECK(mentions("RT@acme rt:@acme") == Words{"@acme", "@acme"});
    CHECK(mentions("jo@example @_@ f!@x a@@b @jöe @http://example.com @acme/list") == Words{});
    auto const tags = [](std::string const& text) { return marked(text, count_x(text), "tag"); };
    CHECK(tags("#thanks, ＃感謝。 (#1st) #café") == Words{"#thanks", "＃感謝", "#1st", "#café"});
    CHECK(tags("#16 a#b &#x #_ #️⃣ https://example.org/#no") == Words{});
    auto const counted = count_x("Ä @acme");
    REQUIRE(counted.facets.size() == 1);
    CHECK(counted.facets[0] == bot::networks::Facet{bot::networks::Facet::Kind::mention, 3, 8, "acme"});
}

TEST_CASE("a top-level domain of another script may be written in ASCII", "[networks][x]") {
    CHECK(links("http://example.xn--p1ai/ http://example.xn--/ http://example.XN--P1AI") ==
          Words{"http://example.xn--p1ai/", "http://example.XN--P1AI"});
}

TEST_CASE("X takes brackets behind a link for the end of it where twitter-text does", "[networks][x]") {
    CHECK(links("a [example.com/b](https://example.org/c) d") ==
          Words{"example.com/b", "https://example.org/c"});
    CHECK(length("a [example.com/b](https://example.org/c) d") == 54);
    CHECK(links("[a.com/b](https://c)") == Words{"a.com/b"});
    CHECK(length("[a.com/b](https://c)") == 36);
    CHECK(links("a.com/b](c)d") == Words{"a.com/b](c)d"});
    CHECK(links("a.com/b(https://d.com)") == Words{"a.com/b(https://d.com)"});
    CHECK(links("a.com/x(y)(z)") == Words{"a.com/x(y)(z)"});
    CHECK(links("[x](https://a.com/b) [y](https://a.com/c)") == Words{"https://a.com/b", "https://a.com/c"});
    CHECK(length("(see https://en.wikipedia.org/wiki/Acme_(brand))") == 29);
    CHECK(length("リンク「https://testdomain.com」を参照") == 39);
    CHECK(length("ät.co/abcy") == 24);  // The first letter stands in front.
    CHECK(length("see äa.com") == 27);
    CHECK(length("é.fr") == 23);
}
