#include "bot/networks/search/rotation.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/search/timed_search.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using storage::Time;

namespace {

using Lists = std::vector<std::string>;
using Rotation = SearchRotation<TimedMark>;

constexpr Time noon{std::chrono::hours(400'000)};

}  // namespace

TEST_CASE("in a round each list is read to its end once", "[networks][search]") {
    Rotation rotation;
    Lists const lists{"a", "b", "c"};
    rotation.begin_round_if_done(lists, noon);
    std::string read;
    for (int i = 0; i < 7; ++i) {
        auto const& list = lists.at(rotation.next(lists, noon).value());
        read += list;
        rotation.finish(list);
        rotation.begin_round_if_done(lists, noon);
    }
    CHECK(read == "abcabca");
    CHECK(rotation.round == 3);
}

TEST_CASE("a busy list does not hold up the others, and one that failed comes last", "[networks][search]") {
    Rotation rotation(1);
    Lists const lists{"a", "b", "c"};
    rotation.last = "a";
    CHECK(rotation.next(lists, noon) == 1U);
    CHECK(rotation.next(lists, noon, "b") == 2U);
    rotation.finish("c");
    rotation.finish("a");
    CHECK(rotation.next(lists, noon, "b") == 1U);
}

TEST_CASE("a list that was refused is asked again in time, where its pass was", "[networks][search]") {
    Rotation rotation(1);
    Lists const lists{"a"};
    rotation.at("a").next = "page-2";
    rotation.put_off("a", noon + 6h);
    rotation.begin_round_if_done(lists, noon);
    CHECK_FALSE(rotation.next(lists, noon));
    CHECK(rotation.next(lists, noon + 6h) == 0U);
    CHECK(rotation.at("a").next == "page-2");
}

TEST_CASE("a list that comes or goes moves none of the others", "[networks][search]") {
    TimedSearch search;
    CHECK(search.begin({"a"}, noon) == "a");
    search.at("a").newest = noon + 1h;
    search.finish("a", 10min);
    CHECK(search.begin({"b", "a"}, noon + 2h) == "b");
    CHECK(search.at("a").since == noon + 50min);
    CHECK(search.at("b").since == noon + 2h);
    search.finish("b", 10min);
    CHECK(search.begin({"a"}, noon + 3h) == "a");
    CHECK(search.at("a").since == noon + 50min);
}

TEST_CASE("what was given is known until its time", "[networks][search]") {
    auto const form = GENERATE(RecentIds::Form::ids, RecentIds::Form::fingerprints);
    RecentIds recent(form, 3);
    CHECK(recent.insert("a", noon));
    CHECK_FALSE(recent.insert("a", noon + 1h));
    CHECK(recent.insert("b", noon + 1h));
    RecentIds read(form, 3);
    read.read(recent.to_json());
    CHECK(read.to_json() == recent.to_json());
    read.forget_before(noon + 1h);
    CHECK_FALSE(read.contains("a"));
    CHECK(read.contains("b"));
    read.renew("b", noon + 5h);
    for (auto const* id : {"c", "d", "e"}) read.insert(id, noon + 2h);
    read.insert("f", noon + 3h);
    read.forget_oldest();
    CHECK(read.to_json().size() == 2);
    CHECK(read.contains("b"));
}

TEST_CASE("of what was met last the oldest is forgotten", "[networks][search]") {
    RecentIds recent(RecentIds::Form::latest, 2);
    CHECK(recent.insert("a"));
    CHECK(recent.insert("b"));
    CHECK_FALSE(recent.insert("a"));
    CHECK(recent.insert("c"));
    CHECK_FALSE(recent.contains("b"));
    RecentIds read(RecentIds::Form::latest, 2);
    read.read(recent.to_json());
    CHECK(read.to_json() == recent.to_json());
    CHECK(read.insert("d"));
    CHECK_FALSE(read.contains("a"));
    read.read(nlohmann::json{7, "short", nullptr});
    CHECK(read.to_json().size() == 0);
}

TEST_CASE("a stored cursor of any kind is read without a failure", "[networks][search]") {
    for (auto const* text : {"x", "[]", "7", "{}", R"({"walks": 1, "newest": 5})",
                             R"({"newest": 5, "walks": {"a": {"start": 1, "since": 2}}})",
                             R"({"newest": 99999999999999, "walks": {}})"})
        CHECK_FALSE(read_cursor<TimedSearch>(text));
    CHECK(cursor_text(read_cursor<TimedSearch>("").value()) ==
          R"({"newest":0,"round":1,"seen":{},"walks":{}})");
}
