#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"
#include "tests/bot/networks/facet_words.h"

using namespace bot::networks;
using test::marked;
using test::times;
using Words = std::vector<std::string>;

namespace {

std::size_t length(std::string const& text) {
    return count_mastodon(text).length;
}

}  // namespace

TEST_CASE("Mastodon counts graphemes up to the instance's limit", "[networks][mastodon]") {
    CHECK(length("Danke 👨‍👩‍👧‍👦🇩🇪 e\u0301") == 10);
    CHECK(count_mastodon("x").limit == 500);
    CHECK(count_mastodon(times("x", 500)).valid);
    CHECK_FALSE(count_mastodon(times("x", 501)).valid);
    CHECK(count_mastodon(times("x", 5000), {5000, 23}).valid);
    CHECK_FALSE(count_mastodon(" \n").valid);
}

TEST_CASE("Mastodon counts an address with a scheme as 23", "[networks][mastodon]") {
    CHECK(length("https://example.org") == 23);
    CHECK(length("https://example.org/" + times("a", 500)) == 23);
    CHECK(length("see http://example.org/a, please") == 35);
    CHECK(length("(https://example.org/a_(b))") == 25);
    CHECK(length("https://example.org/日本語?q=日本") == 23);
    CHECK(length("https://bücher.example.de/") == 23);
    CHECK(length("example.org/without/scheme") == 26);
    CHECK(length("https://nowhere.invalidtld/") == 27);
    CHECK(count_mastodon("https://example.org", {500, 32}).length == 32);
    CHECK(count_mastodon(times("a", 476) + " http://" + times("b", 30) + ".com/example").valid);
}

TEST_CASE("Mastodon counts a mention without its domain", "[networks][mastodon]") {
    CHECK(length("@alice@very.long.example.social hi") == 9);
    CHECK(length("@alice hi") == 9);
    CHECK(length("@alice@example.social.") == 7);
    CHECK(length("@a.b-c@example.social") == 6);
    CHECK(length("jo@example.social") == 17);
    CHECK(length("https://example.social/@alice@other.example") == 23);
    CHECK(count_mastodon(times("a", 475) + " @alice@" + times("b", 30) + ".com").valid);
}

TEST_CASE("Mastodon's links, mentions and tags are marked", "[networks][mastodon]") {
    std::string const text = "@ana@example.social #Danke für https://example.org/n! #42 #4ever";
    auto const counted = count_mastodon(text);
    CHECK(marked(text, counted, "mention") == Words{"@ana@example.social"});
    CHECK(marked(text, counted, "tag") == Words{"#Danke", "#4ever"});
    CHECK(marked(text, counted, "link") == Words{"https://example.org/n"});
    CHECK(counted.facets.front() == Facet{Facet::Kind::mention, 0, 19, "ana@example.social"});
}

TEST_CASE("a reply on Mastodon mentions whom it answers, once", "[networks][mastodon]") {
    CHECK(mastodon_status("Thank you!", "ana@example.social") == "@ana@example.social Thank you!");
    CHECK(mastodon_status("Thank you, @Ana@example.social!", "ana@example.social") ==
          "Thank you, @Ana@example.social!");
    CHECK(mastodon_status("Thank you, @anabel!", "ana") == "@ana Thank you, @anabel!");
    CHECK(mastodon_status("Thank you!", "") == "Thank you!");
}

TEST_CASE("Mastodon's request says visibility, language and key", "[networks][mastodon]") {
    MastodonReply reply{"Danke!", "117020583245459824", "key-1"};
    reply.language = "de";
    auto const request = mastodon_request(reply);
    CHECK(request.path == "/api/v1/statuses");
    CHECK(
        request.body ==
        R"({"status":"Danke!","in_reply_to_id":"117020583245459824","visibility":"unlisted","language":"de"})");
    CHECK(request.headers.back() == std::pair<std::string, std::string>{"Idempotency-Key", "key-1"});
    CHECK_FALSE(nlohmann::json::parse(mastodon_request({"Danke!", "1", "k"}).body).contains("language"));
}
