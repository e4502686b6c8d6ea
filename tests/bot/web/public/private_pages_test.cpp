#include <catch2/catch.hpp>

#include "tests/bot/web/nomination_site.h"

using Catch::Contains;
using State = storage::Nomination::State;

namespace {

/// A counted nomination, and the browser of whoever has its private link.
struct Private : test::NominationSite {
    explicit Private(std::string const& credit = "team", std::string const& person = "") {
        auto fields = typed(visitor);
        test::set(fields, "credit", credit);
        fields.emplace_back("person", person);
        REQUIRE(visitor.post("/nominate", fields).status == 303);
        link = last_link("/confirm/");
        id = nominations.confirm(link, "en")->id;
    }
    std::string page() { return visitor.get("/mine/" + link).body; }
    test::Answer press(std::string const& what) {
        return visitor.post(
            "/mine/" + link,
            {{"form_token", test::hidden_field(page(), "form_token")}, {"do", what}, {"sure", "yes"}});
    }
    State state() { return storage::nominations::find(store, id)->state; }

    test::Browser visitor = browser();
    std::string link;
    storage::NominationId id;
};

}  // namespace

TEST_CASE("a nomination's own page says whom it thanks, by the name that was written", "[nominate][web]") {
    auto const [credit, words] = GENERATE(
        table<std::string, std::string>({{"person", "form.credit_person"}, {"both", "form.credit_both"}}));
    Private site(credit, "Maria <b>");
    CHECK_THAT(site.page(), Contains(test::pages().words().say("en", words) + " · Maria &lt;b&gt;"));
    CHECK_THAT(Private().page(), Contains(test::pages().words().say("en", "form.credit_team")));
}

TEST_CASE("the first link of a void nomination leads to its page, which says why and offers no way back",
          "[nominate][web]") {
    Private site;
    REQUIRE(site.nominations.void_nomination(site.id, "bought"));
    auto const first = site.visitor.get("/de/confirm/" + site.link);
    CHECK(first.status == 303);
    CHECK(first.header("location") == "/de/mine/" + site.link);
    CHECK_THAT(site.page(), Contains("Does not count: " + test::pages().words().say("en", "void.bought")) &&
                                !Contains("Take my nomination back") && !Contains("Confirm it"));
    site.press("withdraw");
    CHECK(site.state() == State::voided);
}

TEST_CASE("once the season has closed the page offers to erase, and nothing else", "[nominate][web]") {
    Private site;
    site.clock.set(test::season_settings().closes_at - std::chrono::milliseconds(1));
    CHECK_THAT(site.page(), Contains("Take my nomination back") && !Contains("The season has closed"));
    site.until(test::season_settings().closes_at);
    CHECK_THAT(site.page(), !Contains("Take my nomination back") && Contains("The season has closed") &&
                                Contains("Erase everything"));
    site.press("withdraw");
    CHECK(site.state() == State::counted);
    site.press("erase");
    CHECK_THAT(site.page(), Contains("Your words and address were erased.") && !Contains("called"));
}

TEST_CASE("a nomination changes only by a form of its own page, with a button that is there",
          "[nominate][web]") {
    Private site;
    CHECK(site.press("publish").status == 303);
    CHECK(site.press("").status == 303);
    CHECK(site.visitor.post("/mine/" + site.link, {{"do", "withdraw"}}).status == 403);
    site.visitor.get("/mine/" + site.link + "?do=withdraw");
    CHECK(site.state() == State::counted);
    site.press("withdraw");
    CHECK(site.state() == State::withdrawn);
}

TEST_CASE("an address is never made of something that leads nowhere", "[nominate][web]") {
    Private site;
    auto const token = test::hidden_field(site.page(), "form_token");
    for (auto const* path : {"/follow-up/", "/confirm/", "/mine/"}) {
        INFO(path);
        auto const answer = site.visitor.post(path + std::string("%3Fnext=evil.example%23"),
                                              {{"form_token", token}, {"answer", "yes"}, {"do", "withdraw"}});
        CHECK(answer.status == 404);
        CHECK(answer.header("location").empty());
        // Links to the page in other languages keep what was typed as a part of their path.
        CHECK_THAT(answer.body, Contains(path + std::string("%3Fnext%3Devil.example%23\"")) &&
                                    !Contains("?next") && !Contains("evil.example#"));
    }
}
