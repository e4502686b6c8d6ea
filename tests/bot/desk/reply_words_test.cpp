#include "bot/desk/reply_words.h"

#include <set>

#include <catch2/catch.hpp>

#include "bot/text/code_points.h"
#include "tests/bot/desk/office.h"

using namespace bot::desk;
using Catch::Contains;

namespace {

storage::ReplyTemplate of(std::string language, std::string occasion, std::string words) {
    return {storage::TemplateId("t"),
            {},
            language + "-" + occasion,
            language,
            occasion,
            std::move(words),
            "Ines",
            "Ben",
            {}};
}

std::vector<storage::ReplyTemplate> const templates{
    of("en", "team", "Lovely, {name}. The {company} team: {link}"),
    of("en", "person", "{person} and {company}: {link}"), of("en", "quiet", "Thank you, {name}."),
    of("de", "team", "Schön, {name}. {company}: {link}")};

bot::desk::Occasion ordinary() {
    return {false, "en", "Jo Lindqvist", "Paloma", "team", {}};
}

std::string file(std::string const& changed, std::string const& to) {
    std::string text =
        "language = \"en\"\n[[template]]\nkey = \"a\"\nname = \"b\"\noccasion = \"team\"\n"
        "words = \"Hi {link}\"\nauthor = \"Ines\"\nsteward = \"Ben\"\nreview = 2027-05-01\n";
    if (auto const at = text.find(changed); !changed.empty() && at != text.npos)
        text.replace(at, changed.size(), to);
    return text;
}

}  // namespace

TEST_CASE("a reply keeps its lines and loses its edges", "[desk]") {
    CHECK(checked_words("\r\n Hello\r\nthere\rfriend \n") == "Hello\nthere\nfriend");
    CHECK(checked_words("Grüße 😀 {link}") == "Grüße 😀 {link}");
    CHECK(checked_words("a {Name} and {} and { link }") == "a {Name} and {} and { link }");
    CHECK(test::refusal([] { checked_words("{person}, hi"); }) == "unfilled");
    CHECK(test::refusal([] { checked_words("{{link}} {{company}}"); }) == "unfilled");
    CHECK(test::refusal([] { checked_words("bell\x07"); }) == "control");
}

TEST_CASE("the link takes its place once", "[desk]") {
    CHECK(with_link("see {link}.", "https://a.example/n/x") == "see https://a.example/n/x.");
    CHECK(with_link("no place", "https://a.example") == "no place");
    CHECK(invites("{link}"));
    CHECK_FALSE(invites("{ link }"));
    CHECK(bot::text::count_code_points("aß😀") == 3);
}

TEST_CASE("a draft is in the post's language, or else in English", "[desk]") {
    auto occasion = ordinary();
    CHECK(draft_for(occasion, templates).words == "Lovely, Jo. The Paloma team: {link}");
    CHECK(draft_for(occasion, templates).steward == "Ben");
    for (auto const* language : {"de", "de-AT"}) {
        occasion.language = language;
        CHECK(draft_for(occasion, templates).words == "Schön, Jo. Paloma: {link}");
    }
    occasion.language = "fi";
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    occasion.language = {};
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    CHECK(draft_for(occasion, {}).words.empty());
}

TEST_CASE("praise of one person brings the team in", "[desk]") {
    auto occasion = ordinary();
    occasion.credit = "person";
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    occasion.person = "Maria";
    CHECK(draft_for(occasion, templates).words == "Maria and Paloma: {link}");
    occasion.language = "de";
    CHECK(draft_for(occasion, templates).template_name == "en-person");
    occasion.quiet = true;
    CHECK(draft_for(occasion, templates).words == "Thank you, Jo.");
}

TEST_CASE("places that cannot be filled vanish, and what people call themselves brings none", "[desk]") {
    auto occasion = ordinary();
    occasion.author_name = {};
    CHECK(draft_for(occasion, templates).words == "Lovely. The Paloma team: {link}");
    occasion.company = "{link} & {name}\n";
    CHECK(draft_for(occasion, templates).words == "Lovely. The link & name team: {link}");
}

TEST_CASE("only what looks like a given name is used as one", "[desk]") {
    CHECK(given_name("Jo Lindqvist") == "Jo");
    CHECK(given_name("Maëlle") == "Maëlle");
    CHECK(given_name("Anne-Marie O'Hara") == "Anne-Marie");
    for (auto const* name : {"", "J", "😀 Jo", "Jo😀", "x0x", "@jo", "{link}", "https://evil.example", " Jo"})
        CHECK_FALSE(given_name(name));
}

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
