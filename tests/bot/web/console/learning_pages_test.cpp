#include "bot/web/console/pages.h"

#include <catch2/catch.hpp>

#include "storage/operators.h"
#include "tests/bot/learn/evenings.h"
#include "tests/bot/web/site.h"

using bot::web::Request;
using Catch::Contains;
using storage::Operator;
using End = bot::learn::Refit::End;

namespace {

// The pages ask the database for nothing that the learner's own tests do not try on both engines.
struct Page : test::FreshLearningOffice {
    Page()
        : FreshLearningOffice("sqlite"),
          pages{office.retrainer, office.queue, office.store, office.clock, test::pages()} {}

    static Request request(std::string const& version = "", std::string const& language = "en") {
        Request made;
        made.path = "/console/learning";
        made.language = language;
        made.form_token = "token";
        made.operator_name = "Ana";
        made.form.add("version", version);
        return made;
    }
    std::string body(std::string const& language = "en") const {
        return pages.all(request("", language), ana).body;
    }

    bot::web::LearningPages pages;
    Operator const ana{storage::OperatorId("ana"), "Ana", {}, {}, {}, {}};
};

}  // namespace

TEST_CASE("before anything was learned the page says when it will begin", "[learn][pages]") {
    Page page;
    CHECK_THAT(page.body(), Contains("Nothing was learned yet") && Contains("Nobody has decided on a find") &&
                                !Contains("Go back to"));
    CHECK_THAT(page.body("de"), Contains("Noch wurde nichts gelernt"));
    page->decide(5);
    CHECK_THAT(page.body(), Contains("10 finds were judged: too few"));
}

TEST_CASE("the page shows how many were right, what judges, and each refit's figures", "[learn][pages]") {
    Page page;
    page->decide(120);
    REQUIRE(page->retrainer.refit().end == End::better);
    REQUIRE(page->retrainer.refit().end == End::worse);
    auto const body = page.body();
    CHECK_THAT(body, Contains("50 % of 240 finds were right.") && Contains("Likely: 50 % of 240."));
    CHECK_THAT(body, Contains("Version 1, since 1 September 2026."));
    CHECK_THAT(body, Contains("Better, so it was taken up.") && Contains("nothing changed"));
    CHECK_THAT(body, Contains("judges now") && Contains("Go back to the first model"));
    CHECK_THAT(page.body("de"),
               Contains("Version 1, seit dem 1. September 2026.") && Contains("urteilt jetzt"));
}

TEST_CASE("one goes back by a form, and the page says so", "[learn][pages]") {
    Page page;
    page->decide(120);
    REQUIRE(page->retrainer.refit().end == End::better);
    CHECK(page.pages.go_back(Page::request("0"), page.ana).status == 303);
    CHECK_FALSE(page->in_use().version);
    CHECK(storage::models::in_use(page->store)->person == page.ana.id);
    CHECK_THAT(page.body(),
               Contains("chosen again by one of you on 1 September 2026") && Contains("Use this one"));
    CHECK(page.pages.go_back(Page::request("1"), page.ana).status == 303);
    CHECK(page->in_use().version == 1);
    CHECK(page.pages.go_back(Page::request("9"), page.ana).status == 404);
    for (auto const* wrong : {"", "-1", "one", "1x"})
        CHECK(page.pages.go_back(Page::request(wrong), page.ana).status == 422);
    std::filesystem::remove(page->retrainer.versions().file(1));
    CHECK_THAT(page.body(), Contains("cannot be used, so the first model judges"));
    REQUIRE(page.pages.go_back(Page::request("0"), page.ana).status == 303);
    CHECK(page.pages.go_back(Page::request("1"), page.ana).status == 409);
}

TEST_CASE("once there is a lead, only leads are shown the way back", "[learn][pages]") {
    Page page;
    page->decide(120);
    REQUIRE(page->retrainer.refit().end == End::better);
    CHECK_THAT(page.body(), Contains("Go back to the first model"));
    Operator const lead{storage::OperatorId("lea"), "Lea", Operator::Role::lead, {}, page->clock.now(), {}};
    page->store.write([&](storage::Write& write) { storage::operators::add(write, lead); });
    CHECK_THAT(page.body(), !Contains("Go back to the first model"));
}
