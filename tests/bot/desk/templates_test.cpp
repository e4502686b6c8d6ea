#include "bot/desk/reply_words.h"

#include <set>

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using bot::desk::templates_from;
using Catch::Contains;

namespace {

std::string file(std::string const& changed, std::string const& to) {
    std::string text =
        "language = \"en\"\n[[template]]\nkey = \"a\"\nname = \"b\"\noccasion = \"team\"\n"
        "words = \"Hi {link}\"\nauthor = \"Ines\"\nsteward = \"Ben\"\nreview = 2027-05-01\n";
    if (auto const at = text.find(changed); !changed.empty() && at != text.npos)
        text.replace(at, changed.size(), to);
    return text;
}

}  // namespace

TEST_CASE("a template file is read, or the mistake is named", "[desk]") {
    auto const rows = templates_from(file("", ""), "en.toml");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].review_at == storage::Time(std::chrono::sys_days(std::chrono::year(2027) / 5 / 1)));
    auto const fails = [](std::string const& from, std::string const& to, std::string const& says) {
        CHECK_THROWS_WITH(templates_from(file(from, to), "en.toml"), Contains("en.toml") && Contains(says));
    };
    fails("Ben", "Ines", "steward");
    fails("{link}", "", "{link}");
    fails("{link}", "{link} {link}", "once");
    fails("\"team\"", "\"quiet\"", "must not");
    fails("\"team\"", "\"party\"", "occasion");
    fails("2027-05-01", "\"soon\"", "review");
    fails("name = \"b\"", "", "name is missing");
    fails("[[template]]", "[[", "line 2");
}

TEST_CASE("every language built in has all occasions, kept by another than wrote them", "[desk]") {
    auto const database = GENERATE(from_range(test::databases()));
    test::FreshOffice office(database);
    auto const all = storage::reply_templates::all(office->store);
    std::map<std::string, std::set<std::string>> occasions;
    for (auto const& row : all) occasions[row.language].insert(row.occasion);
    CHECK(occasions.size() >= 7);
    for (auto const& [language, found] : occasions) {
        INFO(language);
        CHECK(found == std::set<std::string>{"person", "quiet", "team"});
    }
    bot::desk::seed_templates(office->store);
    CHECK(storage::reply_templates::all(office->store).size() == all.size());
    CHECK_THROWS_AS(office->sql("update reply_templates set steward = author"), storage::Error);
}
