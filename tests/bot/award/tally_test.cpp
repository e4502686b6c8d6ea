#include "bot/award/score.h"

#include <catch2/catch.hpp>

using namespace bot::award;
using storage::Voice;

namespace {

storage::CompanyId const fernweh("fernweh");

Voice voice(std::string person, std::string category = "empathy") {
    Voice voice;
    voice.person_hash = std::move(person);
    voice.category = std::move(category);
    voice.weight = point;
    voice.group_ids = "[]";
    return voice;
}

std::vector<Voice> forty(std::string const& groups) {
    std::vector<Voice> voices;
    for (int i = 0; i < 40; ++i) {
        voices.push_back(voice(std::to_string(i)));
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

TEST_CASE("the largest of a nomination's groups counts, and groups are never chained", "[award]") {
    auto voices = forty(R"(["a"])");
    voices.push_back(voice("in both"));
    voices.back().group_ids = R"(["a","b"])";
    voices.push_back(voice("beside it"));
    voices.back().group_ids = R"(["b"])";
    // 41 carry "a"; "b" has two; who only is in "b" is not drawn into "a".
    CHECK(standing(voices, "empathy").k == 41 * contribution(point, 1, 41) + contribution(point, 1, 2));
}

TEST_CASE("a group named twice in one nomination, or in no list, changes nothing", "[award]") {
    auto one = voice("ana");
    one.group_ids = GENERATE(R"(["a","a"])", "not json", "{}", "[7]", "");
    CHECK(standing({one}, "empathy").k == point);
}

TEST_CASE("groups are counted within their category", "[award]") {
    auto one = voice("ana", "empathy"), other = voice("ben", "knowledge");
    one.group_ids = other.group_ids = R"(["a"])";
    CHECK(standing({one, other}, "empathy").k == point);
}

TEST_CASE("weight, split and group work together", "[award]") {
    auto voices = forty(R"(["a"])");
    for (auto& one : voices) {
        one.weight = 400'000;
        one.split = 2;
    }
    CHECK(standing(voices, "empathy").k == 40 * contribution(400'000, 2, 40));
}

TEST_CASE("in all categories together a person has one point", "[award]") {
    std::vector<Voice> voices = {voice("ana", "empathy"), voice("ana", "knowledge"), voice("ana", "team"),
                                 voice("ben")};
    for (int i = 0; i < 3; ++i) voices[i].categories = 3;
    auto const all = standing(voices, "all");
    CHECK(all.k == 3 * 333'333 + point);
    CHECK(all.people == 2);
    CHECK(standing(voices, "empathy").k == 2 * point);
    CHECK(standing(voices, "empathy").people == 2);
    CHECK(standing(voices, "team").people == 1);
}

TEST_CASE("thanks, scores and answers are counted as given", "[award]") {
    auto one = voice("ana"), other = voice("ben"), third = voice("cleo");
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

TEST_CASE("without a size there are points and no score", "[award]") {
    auto const unknown = standing({voice("ana")}, "empathy", std::nullopt);
    CHECK(unknown.k == point);
    CHECK_FALSE(unknown.low);
    auto const small = standing({voice("ana")}, "empathy");
    CHECK(small.low == 1'777);
    CHECK(small.high == 23'719);
}

TEST_CASE("no voices, no standings", "[award]") {
    CHECK(tally("2026", fernweh, Band::small, {}, {}).empty());
}
