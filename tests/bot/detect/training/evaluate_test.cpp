#include "bot/detect/training/evaluate.h"

#include <catch2/catch.hpp>

using namespace bot::detect;

namespace {

LabelledPost reading(std::string words, Label label, std::string company = "",
                     std::vector<Credit> credit = {}) {
    return {{std::move(words), "en", "", label}, std::move(company), std::move(credit)};
}

Verdict said(Label label, double praise) {
    Verdict verdict;
    verdict.label = label;
    verdict.praise = praise;
    return verdict;
}

Verdict praising(std::string company, Credit credit) {
    auto verdict = said(Label::praise, 0.9);
    verdict.company = std::move(company);
    verdict.credit = credit;
    return verdict;
}

/// Gives the verdicts in their order.
Evaluation evaluated(std::vector<LabelledPost> const& readings, std::vector<Verdict> const& verdicts) {
    std::size_t next = 0;
    return evaluate(readings, [&](Text const&) { return verdicts.at(next++); },
                    {{"acme", "Acme Air", {"@AcmeHelp"}, {"#flyacme"}, {"Acme"}, {}}});
}

}  // namespace

TEST_CASE("each label said is counted against the truth", "[detect]") {
    auto const found =
        evaluated({reading("a", Label::praise), reading("b", Label::thanks), reading("c", Label::other)},
                  {said(Label::praise, 0.9), said(Label::praise, 0.6), said(Label::other, 0)});
    auto const at = [](Label label) { return static_cast<std::size_t>(label); };
    CHECK(found.confusion[at(Label::praise)][at(Label::praise)] == 1);
    CHECK(found.confusion[at(Label::thanks)][at(Label::praise)] == 1);
    CHECK(found.confusion[at(Label::other)][at(Label::other)] == 1);
    CHECK(rates(found.outcomes, Label::praise).precision == Approx(0.5));
}

TEST_CASE("a company is right by any of its names, however it is spelt", "[detect]") {
    auto const verdict = praising("acme", Credit::team);
    for (auto const* truth : {"AcmeHelp", "acme air", "FLYACME", "Acme", "acme-air"})
        CHECK(evaluated({reading("a", Label::praise, truth)}, {verdict}).company.right == 1);
    CHECK(evaluated({reading("a", Label::praise, "Northwind")}, {verdict}).company.right == 0);
}

TEST_CASE("the handle is enough for a company nobody told us of", "[detect]") {
    auto verdict = said(Label::praise, 0.9);
    verdict.handle = "SomeShop";
    CHECK(evaluated({reading("a", Label::praise, "someshop")}, {verdict}).company.right == 1);
}

TEST_CASE("a company made up where the post names none is counted apart", "[detect]") {
    auto const found = evaluated({reading("a", Label::praise), reading("b", Label::praise)},
                                 {praising("acme", Credit::team), said(Label::praise, 0.8)});
    CHECK(found.company.of == 0);
    CHECK(found.no_company.right == 1);
    CHECK(found.no_company.of == 2);
}

TEST_CASE("credit is right if it is one of those written down", "[detect]") {
    std::vector<Credit> const either{Credit::both, Credit::person};
    auto const found = evaluated(
        {reading("a", Label::praise, "acme", either), reading("b", Label::praise, "acme", either),
         reading("c", Label::praise, "acme")},
        {praising("acme", Credit::person), praising("acme", Credit::team), praising("acme", Credit::team)});
    CHECK(found.credit.right == 1);
    CHECK(found.credit.of == 2);
}

TEST_CASE("complaints and mixed feelings that were called praise are counted", "[detect]") {
    auto const found =
        evaluated({reading("a", Label::complaint), reading("b", Label::mixed), reading("c", Label::product)},
                  {said(Label::praise, 0.9), said(Label::mixed, 0.3), said(Label::praise, 0.7)});
    CHECK(found.displeased_as_praise.right == 1);
    CHECK(found.displeased_as_praise.of == 2);
}

TEST_CASE("the worst mistakes about praise come first, and others are none", "[detect]") {
    auto const found = evaluated({reading("sure", Label::complaint), reading("missed", Label::praise),
                                  reading("unsure", Label::other), reading("harmless", Label::other)},
                                 {said(Label::praise, 0.95), said(Label::other, 0.01),
                                  said(Label::praise, 0.5), said(Label::thanks, 0.1)});
    REQUIRE(found.worst.size() == 3);
    CHECK(found.worst[0].post == 1);
    CHECK(found.worst[1].post == 0);
    CHECK(found.worst[2].post == 2);
}

TEST_CASE("the curve tells what finding more costs in precision", "[detect]") {
    auto const found =
        evaluated({reading("a", Label::praise), reading("b", Label::other), reading("c", Label::praise)},
                  {said(Label::praise, 0.9), said(Label::praise, 0.8), said(Label::praise, 0.7)});
    CHECK(found.curve.front().precision == Approx(1.0));
    CHECK(found.curve.front().recall == Approx(0.5));
    CHECK(found.curve.back().recall == Approx(1.0));
    CHECK(found.curve.back().precision == Approx(2.0 / 3));
    CHECK(found.curve.back().threshold == Approx(0.7));
}

TEST_CASE("nothing to evaluate is no error", "[detect]") {
    auto const found = evaluated({}, {});
    CHECK(found.curve.empty());
    CHECK(found.company.value() == 0);
}

TEST_CASE("a keyword search finds its phrases as whole words and nothing else", "[detect]") {
    auto const finds = [](std::string_view words) {
        return keyword_search({words, "", ""}).label == Label::praise;
    };
    CHECK(finds("Great customer service at the shop!"));
    CHECK(finds("they gave AWESOME support"));
    CHECK_FALSE(finds("your crew was amazing"));
    CHECK_FALSE(finds("ingreat support"));
    CHECK_FALSE(finds("great supporters"));
    CHECK_FALSE(finds("great"));
}
