#include "bot/listen/wording.h"

#include <array>
#include <catch2/catch.hpp>

#include "bot/listen/intake.h"
#include "storage/daily_totals.h"
#include "storage/decisions.h"
#include "tests/fakes/fake_network.h"
#include "tests/tools/world.h"

using bot::listen::Wording;
using bot::networks::FoundPost;
using test::found_post;

namespace {

std::string const story =
    "praise 0.9 The team at the station desk found my lost hat within an hour, called me at home and kept it "
    "warm until I came by. I have never been treated so well by anybody!";

bool nearly_same(std::string_view one, std::string_view other, bool same_author) {
    return bot::listen::nearly_same(one, other, same_author);
}

/// `story` with so many words of its middle replaced.
std::string changed(int words) {
    auto text = story;
    std::string const from[] = {"hat", "hour", "called", "home", "warm"};
    for (int i = 0; i < words; ++i)
        text.replace(text.find(from[i]), from[i].size(),
                     "other" + std::string(1, static_cast<char>('a' + i)));
    return text;
}

struct Listening {
    explicit Listening(std::string const& database)
        : world(database), intake(world.store, world.keys, world.clock, test::plain_judge()) {}

    bot::listen::Taken take(FoundPost const& post, std::string const& network = "bluesky") {
        bot::networks::SearchPage page;
        page.posts = {post};
        return intake.take(network, page, [](storage::Write&) {});
    }
    /// Whether `second` says what `first` said.
    bool repeats(FoundPost const& first, FoundPost const& second, std::string const& network = "bluesky") {
        REQUIRE(take(first).queued == 1);
        auto const taken = take(second, network);
        CHECK(taken.queued + taken.repeated == 1);
        return taken.repeated == 1;
    }

    test::World world;
    bot::listen::Intake intake;
};

}  // namespace

TEST_CASE("the same words are the same whoever posts them, wherever", "[listen][same]") {
    Listening listening(GENERATE(from_range(test::databases())));
    SECTION("on another network, to another handle, with another link") {
        CHECK(listening.repeats(found_post("1", story + " @acme.example https://a.example/1 #thanks", "mira"),
                                found_post("2", story + " @acme@social.example", "mira_k@social.example"),
                                "mastodon"));
    }
    SECTION("in capitals, with other signs and numbers") {
        auto shouted = story;
        for (auto& c : shouted)
            if (c == ',') c = ';';
        shouted.replace(shouted.find("0.9"), 3, "0.8");
        shouted.replace(shouted.find("The team"), 8, "THE TEAM");
        CHECK(listening.repeats(found_post("1", story), found_post("2", shouted + " \xF0\x9F\x98\x80")));
    }
    SECTION("with one word of many changed") {
        CHECK(listening.repeats(found_post("1", story), found_post("2", changed(1))));
    }
    SECTION("six words are enough") {
        CHECK(listening.repeats(found_post("1", "praise 0.9 they fixed it in minutes"),
                                found_post("2", "praise 0.9 they fixed it in minutes")));
    }
    CHECK(storage::posts::count(listening.world.store) == 1);
}

TEST_CASE("other words are another post", "[listen][same]") {
    Listening listening(GENERATE(from_range(test::databases())));
    SECTION("a story told differently") {
        CHECK_FALSE(listening.repeats(found_post("1", story), found_post("2", changed(5))));
    }
    SECTION("few words of two people") {
        CHECK_FALSE(listening.repeats(found_post("1", "praise 0.9 great support @acme!", "mira"),
                                      found_post("2", "praise 0.9 great support @acme!", "juno")));
    }
    SECTION("few words of nobody") {
        CHECK_FALSE(listening.repeats(found_post("1", "praise 0.9 great support", ""),
                                      found_post("2", "praise 0.9 great support", "")));
    }
    SECTION("few words of the same name on two networks") {
        CHECK_FALSE(listening.repeats(found_post("1", "praise 0.9 great support", "mira"),
                                      found_post("2", "praise 0.9 great support", "mira"), "mastodon"));
    }
    SECTION("one sentence that differs where it matters") {
        CHECK_FALSE(listening.repeats(
            found_post("1", "praise 0.9 thanks for helping me with my booking, you were so kind to me"),
            found_post("2", "praise 0.9 thanks for helping me with my refund, you were so kind to me")));
    }
    SECTION("few characters of a writing without spaces") {
        CHECK_FALSE(listening.repeats(
            found_post("1",
                       "praise 0.9 \xE3\x82\xB5\xE3\x83\x9D\xE3\x83\xBC\xE3\x83\x88\xE6\x9C\x80\xE9\xAB\x98"),
            found_post(
                "2", "praise 0.9 \xE3\x82\xB5\xE3\x83\x9D\xE3\x83\xBC\xE3\x83\x88\xE6\x9C\x80\xE9\xAB\x98")));
    }
    CHECK(storage::posts::count(listening.world.store) == 2);
}

TEST_CASE("an author's own words are the same also if they are few, or half of them new", "[listen][same]") {
    Listening listening(GENERATE(from_range(test::databases())));
    SECTION("few") {
        CHECK(listening.repeats(found_post("1", "praise 0.9 great support @acme!", "mira"),
                                found_post("2", "praise 0.7 Great support @other", "mira")));
    }
    SECTION("a slip corrected") {
        CHECK(listening.repeats(found_post("1", "praise 0.9 they mended my old radio in one day", "mira"),
                                found_post("2", "praise 0.9 they mended my old radio in two days", "mira")));
    }
    SECTION("but not another story") {
        CHECK_FALSE(
            listening.repeats(found_post("1", "praise 0.9 they mended my old radio in one day", "mira"),
                              found_post("2", "praise 0.9 such kind people at the bakery today", "mira")));
    }
}

TEST_CASE("what is said before is counted by day and never stored", "[listen][same]") {
    Listening listening(GENERATE(from_range(test::databases())));
    CHECK(listening.repeats(found_post("1", story), found_post("2", story)));
    auto const counts = storage::seen_counts::between(listening.world.store, "2026-09-01", "2026-09-01");
    REQUIRE(counts.size() == 1);
    CHECK(counts[0].label == "praise");
    CHECK(counts[0].posts == 1);
}

TEST_CASE("of emptied words only their keyed hash is recognised", "[listen][same]") {
    Listening listening(GENERATE(from_range(test::databases())));
    listening.take(found_post("1", story, "mira"));
    auto& world = listening.world;
    auto const key = bot::post_key(world.keys, "bluesky", "1");
    world.store.write([&](storage::Write& write) {
        storage::posts::erase_content(write, storage::posts::find_by_key(write, key)->id, world.clock.now());
    });
    auto const marks = Wording(story).signature(world.keys, {});
    REQUIRE(marks.bands[0]);
    storage::TextSignature bands;
    bands.bands = marks.bands;
    CHECK(storage::posts::possible_duplicates(world.store, bands, {}, 10).empty());
    CHECK(listening.take(found_post("2", story)).repeated == 1);
    CHECK(listening.take(found_post("3", changed(1))).queued == 1);
}

TEST_CASE("hashes of words are this installation's own", "[listen][same]") {
    test::World one, other;
    auto const marks = Wording(story).signature(one.keys, {});
    CHECK(marks.key != Wording(story).signature(other.keys, {}).key);
    CHECK(marks.key->size() == 64);
    CHECK_FALSE(Wording("@acme #1 \xF0\x9F\x98\x80 5").signature(one.keys, "mira").key);
}

TEST_CASE("nearly the same is measured on pairs of words", "[listen][same]") {
    CHECK(nearly_same(story, changed(1), false));
    CHECK_FALSE(nearly_same(story, changed(3), false));
    CHECK(nearly_same(story, changed(3), true));
    CHECK_FALSE(nearly_same("too few words", "too few words", false));
    CHECK_FALSE(nearly_same("", "", true));
}

TEST_CASE("what a post is recognised by has the same bytes for ever", "[listen][same]") {
    using Bands = std::array<std::optional<long long>, 4>;
    test::World const world;
    auto const marks = Wording(story).signature(world.keys, {});
    CHECK(marks.key ==
          world.keys.hash("words", {"praise the team at the station desk found my lost hat within an hour "
                                    "called me at home and kept it warm until i came by i have never been "
                                    "treated so well by anybody "}));
    CHECK(marks.bands ==
          Bands{1063650171192122963, -317150183656677802, -3954395827714743861, 7992666347634056364});
    auto const japanese = Wording("サポートの皆さん、本当にありがとうございました。とても助かりました！")
                              .signature(world.keys, {});
    CHECK(japanese.bands ==
          Bands{7871905173137858517, -6236168940109758097, 6176759933423924728, 5290992647946517898});
    auto const few = Wording("Great SUPPORT @acme 5!").signature(world.keys, "mira");
    CHECK(few.key == world.keys.hash("words of", {"mira", "great support "}));
    CHECK_FALSE(few.bands[0]);
}
