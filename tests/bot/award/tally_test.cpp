#include "bot/award/score.h"

#include <catch2/catch.hpp>
#include <random>

using namespace bot::award;
using storage::Voice;

namespace {

storage::CompanyId const fernweh("fernweh");

Voice voice(std::string category = "empathy") {
    Voice voice;
    voice.category = std::move(category);
    voice.weight = point;
    voice.group_ids = "[]";
    return voice;
}

std::vector<Voice> forty(std::string const& groups) {
    std::vector<Voice> voices;
    for (int i = 0; i < 40; ++i) {
        voices.push_back(voice());
        voices.back().group_ids = groups;
    }
    return voices;
}

storage::Standing standing(std::vector<Voice> const& voices, std::string const& category,
                           std::optional<Band> band = Band::small) {
    for (auto const& one : tally("2026", fernweh, band, voices, {}))
        if (one.category == category) return one;
    return {};
}

}  // namespace

TEST_CASE("independent people add up and one group counts as its root", "[award]") {
    CHECK(standing(forty("[]"), "empathy").k == 40 * point);
    CHECK(standing(forty(R"(["a"])"), "empathy").k == 6'324'520);
}

TEST_CASE("the heaviest of a nomination's groups counts, and groups are never chained", "[award]") {
    auto voices = forty(R"(["a"])");
    voices.push_back(voice());
    voices.back().group_ids = R"(["a","b"])";
    voices.push_back(voice());
    voices.back().group_ids = R"(["b"])";
    // "a" weighs 41; "b" two; who only is in "b" is not drawn into "a".
    CHECK(standing(voices, "empathy").k ==
          41 * contribution(point, 41 * point) + contribution(point, 2 * point));
}

TEST_CASE("a wide group weighs a fifth, or what the season's rules say", "[award]") {
    auto const voices = forty(R"(["wa"])");
    CHECK(standing(voices, "empathy").k == 40 * contribution(point, 8 * point));
    Rules rules;
    rules.wide_share = 2;
    CHECK(tally("2026", fernweh, Band::small, voices, rules).front().k ==
          40 * contribution(point, 20 * point));
}

TEST_CASE("one more voice that shares one group never lowers a company", "[award]") {
    std::mt19937 random(7);
    auto const weight = [&] { return random() % 2 == 0 ? point : 400'000; };
    for (int round = 0; round < 40; ++round) {
        std::vector<Voice> voices;
        long long before = 0;
        for (int i = 0; i < 120; ++i) {
            voices.push_back(voice(random() % 2 == 0 ? "empathy" : "team"));
            voices.back().weight = weight();
            auto const group = std::string(1, static_cast<char>('a' + random() % 4));
            if (random() % 3 != 0)
                voices.back().group_ids = "[\"" + (random() % 5 == 0 ? "w" + group : group) + "\"]";
            auto const now = standing(voices, "all").k;
            CHECK(now >= before);
            before = now;
        }
    }
}

TEST_CASE("a group named twice in one nomination, or in no list, changes nothing", "[award]") {
    auto one = voice();
    one.group_ids = GENERATE(R"(["a","a"])", "not json", "{}", "[7]", "");
    CHECK(standing({one}, "empathy").k == point);
}

TEST_CASE("a group is one in all categories of its company", "[award]") {
    auto one = voice("empathy"), other = voice("knowledge");
    one.group_ids = other.group_ids = R"(["a"])";
    CHECK(standing({one, other}, "empathy").k == contribution(point, 2 * point));
}

TEST_CASE("ninety cold fakes do not drag thirty invited people of their provider down by more than the root",
          "[award]") {
    auto voices = forty(R"(["a"])");
    auto const honest = standing(voices, "empathy").k;
    for (int i = 0; i < 90; ++i) {
        voices.push_back(voice());
        voices.back().weight = 400'000;
        voices.back().group_ids = R"(["a"])";
    }
    CHECK(standing(voices, "empathy").k > honest);
}

TEST_CASE("all is the sum of its categories, and people are those counted there", "[award]") {
    std::vector<Voice> voices = {voice("empathy"), voice("knowledge"), voice("team"), voice("empathy")};
    voices[0].first_in_season = voices[0].first_in_category = voices[1].first_in_category = true;
    auto const all = standing(voices, "all");
    CHECK(all.k == 4 * point);
    CHECK(all.people == 4);
    CHECK(all.new_people == 1);
    CHECK(standing(voices, "empathy").k == 2 * point);
    CHECK(standing(voices, "empathy").new_people == 1);
    CHECK(standing(voices, "knowledge").new_people == 1);
    CHECK(standing(voices, "team").new_people == 0);
}

TEST_CASE("thanks, scores and answers are counted as given", "[award]") {
    auto one = voice(), other = voice(), third = voice();
    one.empathy = 5;
    one.knowledge = 3;
    one.ended = "yes";
    other.empathy = 2;
    other.thanks_team = false;
    other.ended = "partly";
    third.ended = "no";
    auto const found = standing({one, other, third}, "empathy");
    CHECK(found.team_credit == 2);
    CHECK(found.person_credit == 1);
    CHECK(found.empathy.sum == 7);
    CHECK(found.empathy.count == 2);
    CHECK(found.knowledge.count == 1);
    CHECK(found.professionalism.count == 0);
    CHECK(found.ended_well == 1);
    CHECK(found.ended_partly == 1);
    CHECK(found.ended_badly == 1);
}

TEST_CASE("a standing has the score of its size, of a large one where that is not known", "[award]") {
    auto const unknown = standing({voice()}, "empathy", std::nullopt);
    CHECK(unknown.k == point);
    CHECK(unknown.low == score(point, Band::large, {}).low);
    CHECK(unknown.reach == reach(point, Band::large, {}));
    auto const small = standing({voice()}, "empathy");
    CHECK(small.low == 1'777);
    CHECK(small.high == 23'719);
}

TEST_CASE("no voices, no standings", "[award]") {
    CHECK(tally("2026", fernweh, Band::small, {}, {}).empty());
}
