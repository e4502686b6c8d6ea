#include "bot/detect/reasons.h"

#include <catch2/catch.hpp>

using namespace bot::detect;

namespace {

/// The post with its highlights in brackets.
std::string shown(std::string_view text, std::vector<Reason> const& reasons) {
    std::string all;
    for (auto const& segment : highlighted(text, reasons))
        all += segment.highlighted ? "[" + segment.text + "]" : segment.text;
    return all;
}

Reason reason(std::size_t start, std::size_t end, double weight = 1) {
    return {start, end, "", weight};
}

}  // namespace

TEST_CASE("highlights fall between code points, whatever the ranges", "[detect]") {
    CHECK(shown("Grüße 😀 an alle", {reason(0, 5)}) == "[Grüße] 😀 an alle");
    CHECK(shown("Grüße 😀 an alle", {reason(6, 7)}) == "Grüße [😀] an alle");
    CHECK(shown("abcdef", {reason(1, 3), reason(2, 4)}) == "a[bcd]ef");
    CHECK(shown("abc", {reason(2, 99), reason(50, 60)}) == "ab[c]");
    CHECK(shown("abc", {reason(2, 1), reason(1, 1)}) == "abc");
    CHECK(shown("abc", {reason(0, 3, -1)}) == "abc");
    CHECK(shown("", {reason(0, 3)}).empty());
    CHECK(shown("<b>", {reason(0, 1)}) == "[<]b>");
}

TEST_CASE("what is not a reason is left out", "[detect]") {
    auto const reasons = reasons_from(
        R"([{"start":0,"end":4,"text":"kind","weight":1.5},{"start":-1,"end":2,"weight":1},{"start":"a"},7,null,
            {"start":1,"end":2,"text":null,"weight":-0.5}])");
    REQUIRE(reasons.size() == 2);
    CHECK(reasons[0].text == "kind");
    CHECK(reasons[1].text.empty());
    CHECK(reasons_from("").empty());
    CHECK(reasons_from("{}").empty());
    CHECK(reasons_from("[{").empty());
}

TEST_CASE("what is stored of reasons is read as it was", "[detect]") {
    auto const json = reasons_json({{0, 4, "kind", 1.5}, {6, 8, "\xff", -0.25}});
    CHECK(json ==
          "[{\"end\":4,\"start\":0,\"text\":\"kind\",\"weight\":1.5},"
          "{\"end\":8,\"start\":6,\"text\":\"\ufffd\",\"weight\":-0.25}]");
    auto const reasons = reasons_from(json);
    REQUIRE(reasons.size() == 2);
    CHECK(reasons[0].end == 4);
    CHECK(reasons[0].weight == 1.5);
    CHECK(reasons[1].start == 6);
    CHECK(reasons_json({}) == "[]");
}
