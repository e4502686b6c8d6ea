#include "bot/award/places.h"

#include <catch2/catch.hpp>

#include "bot/award/score.h"

using namespace bot::award;

namespace {

Rules const rules;

/// Companies of that size with so many points, best first.
std::vector<long long> places_of(std::vector<long long> const& points,
                                 std::optional<Band> band = Band::small) {
    std::vector<Contender> board;
    for (auto const k : points)
        board.push_back({score(k * point, band, rules).low, reach(k * point, band, rules)});
    return places(board);
}

}  // namespace

TEST_CASE("whoever could pass the leader with fewer than five more people shares its place", "[award]") {
    CHECK(places_of({20, 19, 17, 16}) == std::vector<long long>{1, 1, 1, 4});
    CHECK(places_of({20, 19, 18, 13, 8, 7}) == std::vector<long long>{1, 1, 1, 4, 5, 5});
}

TEST_CASE("four more people that only bring it level do not pass", "[award]") {
    CHECK(places_of({20, 16}) == std::vector<long long>{1, 2});
    CHECK(places_of({20, 17}) == std::vector<long long>{1, 1});
}

TEST_CASE("a group is measured by its leader, never by who stands just above", "[award]") {
    CHECK(places_of({20, 18, 16, 14, 12}) == std::vector<long long>{1, 1, 3, 3, 5});
}

TEST_CASE("a company that could pass the leader shares although one before it could not", "[award]") {
    // Sizes differ: four people move a small company further than a large one.
    std::vector<Contender> const board = {{100, 150}, {90, 95}, {80, 120}, {70, 100}};
    CHECK(places(board) == std::vector<long long>{1, 2, 2, 2});
}

TEST_CASE("equal companies share a place, and one alone has the first", "[award]") {
    CHECK(places_of({3, 3, 3}) == std::vector<long long>{1, 1, 1});
    CHECK(places_of({3}) == std::vector<long long>{1});
    CHECK(places({}).empty());
}

TEST_CASE("how many people part two places is read from the rules", "[award]") {
    auto strict = rules;
    strict.apart_by = 1;
    CHECK(reach(7 * point, Band::small, strict) == score(7 * point, Band::small, strict).low);
    CHECK(reach(7 * point, Band::small, rules) == score(11 * point, Band::small, rules).low);
}
