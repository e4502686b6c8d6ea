#include "bot/text/html_text.h"

#include <catch2/catch.hpp>

using bot::text::text_of_html;

TEST_CASE("HTML is read as a reader sees it", "[networks][html]") {
    struct Row {
        char const *html, *text;
    };
    auto const row = GENERATE(
        Row{"plain", "plain"}, Row{"", ""}, Row{"  a \n b  ", "a b"}, Row{"a<br>b<br/>c", "a\nb\nc"},
        Row{"<p>one</p><p>two</p>", "one\n\ntwo"}, Row{"one<p>two<p>three", "one\n\ntwo\n\nthree"},
        Row{"a<br><br>b", "a\n\nb"}, Row{"a<br><br><br><br>b", "a\n\nb"},
        Row{"don&#x27;t &amp;amp; &#34;x&#34; &lt;b&gt; &nbsp;&eacute;", "don't &amp; \"x\" <b> \xC3\xA9"},
        Row{"<i>so</i> <b>good</b>!", "so good!"}, Row{"a<!-- hidden -->b", "ab"},
        Row{"a<script>alert(1)</script><style>p{}</style>b", "ab"},
        Row{"<pre><code>one\n  two\n</code></pre>after", "one\n  two\n\nafter"},
        Row{"<ul><li>one</li><li>two</li></ul>", "one\ntwo"}, Row{"<div>a</div><div>b</div>", "a\nb"},
        Row{"<blockquote>they said</blockquote>I say", "they said\n\nI say"});
    INFO(row.html);
    CHECK(text_of_html(row.html) == row.text);
}

TEST_CASE("a shortened link shows its address, a name shows itself", "[networks][html]") {
    CHECK(text_of_html("see <a href=\"https://otter.example/blog/thanks\" "
                       "rel=\"nofollow\">https://otter.example/bl...</a>") ==
          "see https://otter.example/blog/thanks");
    CHECK(text_of_html(
              "<a href=\"https://otter.example/a/b\"><span class=\"invisible\">https://</span>"
              "<span class=\"ellipsis\">otter.example/a</span><span class=\"invisible\">/b</span></a>") ==
          "https://otter.example/a/b");
    CHECK(text_of_html(
              "<span class=\"h-card\"><a href=\"https://m.example/@mira\" class=\"u-url mention\">@<span>mira"
              "</span></a></span> hi") == "@mira hi");
    CHECK(text_of_html("<a href=\"https://m.example/tags/otter\">#<span>otter</span></a>") == "#otter");
    CHECK(text_of_html("<a href=\"https://otter.example/x\">read more</a>") == "read more");
    CHECK(text_of_html("<a href=\"javascript:alert(1)\">alert</a>") == "alert");
}

TEST_CASE("hostile HTML costs little and gives plain text", "[networks][html]") {
    std::string deep, many, formatting;
    for (int i = 0; i < 100'000; ++i) {
        deep += "<div>";
        many += "<p>x";
        formatting += "<b id=" + std::to_string(i) + "><p>";
    }
    CHECK(text_of_html(deep + "x").empty());
    CHECK(text_of_html(many).size() > 1000);
    CHECK(text_of_html(formatting).empty());
    CHECK(text_of_html(std::string("a\0b", 3)).find('\0') == std::string::npos);
    CHECK(text_of_html("a\xFF\xFE z") == "a\xEF\xBF\xBD\xEF\xBF\xBD z");
}

TEST_CASE("an entity whose number no machine can hold becomes the sign for what cannot be read",
          "[networks]") {
    for (auto const* html : {"a&#x800000FF;b", "a&#2147483903;b", "a&#x8000009F;b"}) {
        INFO(html);
        CHECK(text_of_html(html) == "a\uFFFDb");
    }
}

TEST_CASE("of tables, lists and what no reader sees the words are left that one would read",
          "[networks][html]") {
    struct Row {
        char const *html, *text;
    };
    auto const row = GENERATE(
        Row{"<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>d", "a b\nc\n\nd"},
        Row{"<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"}, Row{"<h2>a</h2>b", "a\n\nb"},
        Row{"<span class=\"ellipsis invisible\">x</span>a", "a"},
        Row{"<span class=\"invisibles\">x</span>a", "xa"},
        Row{"a<template>x</template><noscript>y</noscript><svg><text>z</text></svg>", "a"},
        Row{"a&nbsp;&nbsp; b", "a b"}, Row{"<pre>a&nbsp; b</pre>", "a  b"}, Row{"<P>A<BR>B</P>", "A\nB"},
        Row{"<a href=\"https://otter.example/thanks\">otter.example/th\u2026</a>",
            "https://otter.example/thanks"},
        Row{"<a href=\"https://a.b/c\">a.b</a>", "a.b"},
        Row{"<a href=\"https://otter.example/thanks\">other.example/\u2026</a>", "other.example/\u2026"});
    INFO(row.html);
    CHECK(text_of_html(row.html) == row.text);
}

TEST_CASE("what only stands in for something else is left out, and what stands for a word is one",
          "[networks][html]") {
    struct Row {
        char const *html, *text;
    };
    auto const row = GENERATE(
        Row{"<noscript>x</noscript>a", "a"}, Row{"<p>a</p><noscript><img alt=x>x</noscript>", "a"},
        Row{"<html><head><title>x</title></head><body>a</body></html>", "a"},
        Row{"great <img src=x alt=\"\U0001F609\" class=\"wp-smiley\"> thanks", "great \U0001F609 thanks"},
        Row{"great <img alt=\"\U0001F609\">", "great \U0001F609"},
        Row{"great <img alt=\":-)\" class=\"size emoji\">", "great :-)"},
        Row{"great <img alt=\"a photo\">", "great"},
        Row{"in <a href=\"https://otter.example/tags/v2.1\">v2.1</a>", "in v2.1"},
        Row{"of <a href=\"https://www.otter.example/help/desk\">otter.example</a>", "of otter.example"},
        Row{"<a href=\"https://www.otter.example/help/desk\">otter.example/he...</a>",
            "https://www.otter.example/help/desk"},
        Row{"<a href=\"https://otter.example/a\">and/or</a>", "and/or"});
    INFO(row.html);
    CHECK(text_of_html(row.html) == row.text);
}

TEST_CASE("a tag with more attributes than any has ends what is read", "[networks][html]") {
    std::string attributes;
    for (int i = 0; i < 5000; ++i) attributes += " a" + std::to_string(i);
    CHECK(text_of_html("a<b" + attributes + ">b</b>") == "a");
    for (auto& c : attributes)
        if (c == ' ') c = '/';
    CHECK(text_of_html("a<b x==\"" + attributes + ">b</b>") == "ab");  // all of it one value
    CHECK(text_of_html("a<b x==\" " + attributes + ">b</b>") == "a");
    // A picture in the text itself is long, but one attribute.
    CHECK(text_of_html("a<img src=\"data:image/png;base64," + attributes + " a b\">b") == "ab");
    CHECK(text_of_html("a<img src='data:image/png;base64," + attributes + " a b'>b") == "ab");
}

TEST_CASE("character references are decoded once, and nothing else is touched", "[text]") {
    CHECK(bot::text::entities_decoded("kind &amp; fast &#x1F600; &eacute;&nbsp;x") ==
          "kind & fast \U0001F600 é x");
    CHECK(bot::text::entities_decoded("&amp;amp; <b>a</b> & b; AT&T; &unknown; &#; &") ==
          "&amp; <b>a</b> & b; AT&T; &unknown; &#; &");
    CHECK(bot::text::entities_decoded("a &#x200B; b") == "a \u200B b");
    CHECK(bot::text::entities_decoded(std::string(100'000, '&')) == std::string(100'000, '&'));
}
