#include "bot/watch/query.h"

#include <catch2/catch.hpp>

#include "bot/base/user_error.h"

using namespace bot::watch;
using Kind = Term::Kind;
using Catch::Contains;

namespace {

std::string complaint(std::string_view text) {
    try {
        parse(text);
    } catch (bot::UserError const& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a watch query is words, phrases, tags, languages, authors and companies", "[networks][watch]") {
    auto const query =
        parse(R"(  "great support" (thanks OR #ThankYou) -hiring lang:en from:@Acme near:acme )");
    REQUIRE(query.clauses.size() == 6);
    CHECK(query.clauses[0] == Clause{{{Kind::phrase, "great support"}}, false});
    CHECK(query.clauses[1] == Clause{{{Kind::word, "thanks"}, {Kind::tag, "ThankYou"}}, false});
    CHECK(query.clauses[2] == Clause{{{Kind::word, "hiring"}}, true});
    CHECK(query.clauses[3] == Clause{{{Kind::language, "en"}}, false});
    CHECK(query.clauses[4] == Clause{{{Kind::from, "Acme"}}, false});
    CHECK(query.clauses[5] == Clause{{{Kind::near, "acme"}}, false});
}

TEST_CASE("a query is the same after it was written out and read again", "[networks][watch]") {
    for (auto const* text :
         {"thanks", R"("so kind" -(jobs OR "we hire") #acme)", "(a OR b) lang:pt-BR",
          "from:acme_help -near:acme", "-from:@@acme", "@acme", "https://example.org/a:b"}) {
        CAPTURE(text);
        CHECK(parse(text_of(parse(text))) == parse(text));
    }
}

TEST_CASE("a query that cannot be read is refused with the place", "[networks][watch]") {
    CHECK_THAT(complaint("   "), Contains("missing"));
    CHECK_THAT(complaint("grüße \"open"), Contains("character 7: the closing \""));
    CHECK_THAT(complaint("(a OR b"), Contains("character 8: ") && Contains(") is missing"));
    CHECK_THAT(complaint("(a b)"), Contains("character 4: OR or a )"));
    CHECK_THAT(complaint("a OR b"), Contains("character 3: OR stands between"));
    CHECK_THAT(complaint("(a OR -b)"), Contains("- may stand before"));
    CHECK_THAT(complaint("(ORB ORc)"), Contains("character 6"));
    CHECK_THAT(complaint("-"), Contains("missing"));
    CHECK_THAT(complaint("\"  \""), Contains("empty"));
    CHECK_THAT(complaint("lang:"), Contains("something must follow"));
    CHECK_THAT(complaint("since:2020"), Contains("since: is not known"));
    CHECK_THAT(complaint("from:@@"), Contains("something must follow"));
    CHECK_THAT(complaint(std::string(3000, 'a')), Contains("bytes"));
    CHECK_THAT(complaint("from:\xf4x"), Contains("no text in UTF-8"));
    CHECK_THAT(complaint(std::string_view("a\0b", 3)), Contains("no text in UTF-8"));
}

TEST_CASE("a query that is too long once it is written out is refused", "[networks][watch]") {
    std::string phrases;
    while (phrases.size() < 2000) phrases += "\"ab\"";
    CHECK(phrases.size() == 2000);
    CHECK_THAT(complaint(phrases), Contains("2000 bytes"));
}

TEST_CASE("near: stands for what the company is called", "[networks][watch]") {
    auto const names = [](std::string_view company) -> std::vector<std::string> {
        if (company != "acme") return {};
        return {"@AcmeHelp", "#acme", "Acme Air"};
    };
    CHECK(text_of(with_names(parse("thanks near:acme"), names)) ==
          R"(thanks (@AcmeHelp OR #acme OR "Acme Air"))");
    CHECK_THROWS_AS(with_names(parse("near:nobody"), names), bot::UserError);
}
