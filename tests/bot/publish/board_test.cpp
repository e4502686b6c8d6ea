#include "bot/publish/board.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/bot/publish/stage.h"

using bot::publish::Board;
using Catch::Contains;

namespace {

bot::publish::Line line(std::string id, std::string name, long long k) {
    bot::publish::Line line;
    line.company.standing.company = storage::CompanyId(std::move(id));
    line.company.standing.k = k * bot::award::point;
    line.company.standing.people = k;
    line.company.standing.team_credit = k;
    line.company.standing.empathy = {11, 3};
    line.company.standing.ended_well = 2;
    line.company.slug = "slug";
    line.company.name = std::move(name);
    line.company.band = storage::Company::Band::small;
    auto const score = bot::award::score(k * bot::award::point, storage::Company::Band::small, {});
    line.company.standing.low = score.low;
    line.company.standing.median = score.median;
    line.company.standing.high = score.high;
    return line;
}

Board board() {
    Board board;
    board.season = bot::award::Season(test::season_of_2026());
    board.category = "all";
    board.people = 4;
    board.lines = {line("b", "Kettle, \"Crane\"", 3), line("a", "=cmd()", 1)};
    bot::publish::Line unknown;
    unknown.company.standing.company = storage::CompanyId("c");
    unknown.company.slug = "c";
    unknown.company.name = "Quill\nNotes";
    unknown.place = 3;
    board.lines.push_back(unknown);
    board.teams = 3;
    return board;
}

}  // namespace

TEST_CASE("the board file has a line for each company in the form other programs know", "[publish]") {
    CHECK(board_file(board()) ==
          "1 b 0.6832 1.8360 3.8768 3000000 1 2 0 0\n"
          "1 a 0.1777 0.8392 2.3719 1000000 1 2 0 0\n"
          "3 c 0.0000 0.0000 0.0000 0 10 0 0 0\n");
}

TEST_CASE("the results can be read as JSON with every figure", "[publish]") {
    auto const json = nlohmann::json::parse(results_json(board(), "https://awards.example"));
    CHECK(json["season"]["opens"] == "2026-08-31");
    CHECK(json["formula"] == "gamma-7");
    REQUIRE(json["teams"].size() == 3);
    auto const& first = json["teams"][0];
    CHECK(first["name"] == "Kettle, \"Crane\"");
    CHECK(first["place"] == 1);
    CHECK(first["low"] == 0.6832);
    CHECK(first["empathy"] == 3.67);
    CHECK(first["knowledge"].is_null());
    CHECK(json["teams"][2]["place"] == 3);
    CHECK(json["teams"][2]["band"].is_null());
    CHECK(json["teams"][2]["expected"] == 10);
}

TEST_CASE("the results open in a spreadsheet without running anything", "[publish]") {
    auto const csv = results_csv(board());
    CHECK_THAT(csv, Catch::StartsWith("\xEF\xBB\xBFplace,company,"));
    CHECK_THAT(csv, Contains("1,b,slug,\"Kettle, \"\"Crane\"\"\",,small,0.6832,"));
    CHECK_THAT(csv, Contains("1,a,slug,'=cmd(),"));
    CHECK_THAT(csv, Contains("3,c,c,\"Quill\nNotes\",,,0.0000,0.0000,0.0000,0,10,0,"));
    CHECK_THAT(csv, Catch::EndsWith("\r\n"));
    auto const header = csv.substr(0, csv.find("\r\n"));
    auto const last = csv.substr(csv.rfind("Notes\""));
    CHECK(std::count(header.begin(), header.end(), ',') == 19);
    CHECK(std::count(last.begin(), last.end(), ',') == 19 - 3);
}

TEST_CASE("no name begins a formula in a spreadsheet, wherever it splits", "[publish]") {
    struct Case {
        std::string name, field;
    };
    auto const each =
        GENERATE(Case{"=1+1", "'=1+1"}, Case{"＝1+1", "'＝1+1"}, Case{"＋1", "'＋1"}, Case{"－1", "'－1"},
                 Case{"＠SUM(1)", "'＠SUM(1)"}, Case{"\t=1", "'\t=1"}, Case{"  =1", "'  =1"},
                 Case{"\u3000@x", "'\u3000@x"}, Case{"Kite;=1+1", "\"Kite;'=1+1\""},
                 Case{"Kite; ＝1", "\"Kite;' ＝1\""}, Case{"Kite;Crane", "\"Kite;Crane\""},
                 Case{"a\n=1", "\"a\n'=1\""}, Case{"a\x01z", "a z"}, Case{"Zürich Käse", "Zürich Käse"},
                 Case{"A+B-C", "A+B-C"});
    auto one = board();
    one.lines = {line("a", each.name, 1)};
    CHECK_THAT(results_csv(one), Contains("1,a,slug," + each.field + ",,small,"));
}
