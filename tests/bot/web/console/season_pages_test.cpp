#include <catch2/catch.hpp>

#include "bot/nominate/season_steps.h"
#include "storage/host.h"
#include "storage/seasons.h"
#include "tests/bot/web/nomination_site.h"

using Catch::Contains;
using test::hidden_field;
using State = storage::Season::State;
using namespace std::chrono_literals;

namespace {

struct Console : test::NominationSite {
    std::string page(std::string const& path = "/console/season") { return person.get(path).body; }
    test::Answer press(std::string const& step, std::string const& reason = "",
                       std::string const& season = "2026") {
        return person.post("/console/season/" + season,
                           {{"form_token", hidden_field(page(), "form_token")}, {"step", step}, {"reason", reason}});
    }
    State state(std::string const& season = "2026") const {
        return storage::seasons::find(store, season)->state;
    }
    /// The draft's form with these fields, and the others as it shows them.
    test::Typed draft() {
        auto const shown = page("/console/season-new");
        test::Typed fields = {{"form_token", hidden_field(shown, "form_token")},
                              {"id", "2027"},
                              {"name", "Spring <2027>"},
                              {"zone", "Europe/Berlin"},
                              {"publishes", ""},
                              {"opens", "2027-03-01"},
                              {"closes", "2027-05-31"},
                              {"counts", ""},
                              {"announced", ""},
                              {"categories", "team\nspeed: Quick <b>: They never let you wait."}};
        for (auto const* number : {"expected_small", "expected_medium", "expected_large", "invited", "cold",
                                   "thanked_people", "gate_answers", "gate_percent", "batch", "batch_minutes"})
            fields.emplace_back(number, "1");
        return fields;
    }
    /// Time passes, and somebody signs in again: a session does not last that long.
    void later(bot::Time time) {
        clock.set(time);
        person = browser();
        auto const link = link_for(add_operator("Lea"));
        auto const shown = person.get(link).body;
        person.post(link, {{"form_token", hidden_field(shown, "form_token")}, {"password", "correct horse battery"}});
    }
    test::Browser person = signed_in();
};

}  // namespace

TEST_CASE("the season's page says what comes next and when, and who took which step why", "[web][seasons]") {
    Console console;
    CHECK_THAT(console.page(), Contains("Autumn 2026") && Contains("It takes nominations.") &&
                                   Contains("Close the season") && Contains("29 November 2026") &&
                                   Contains("the settings file") && Contains("aria-current=\"step\""));
    CHECK(console.press("closed").status == 422);
    CHECK_THAT(console.press("closed").body, Contains("It is earlier than planned: say why."));
    CHECK(console.press("closed", "Enough <b>said</b>").status == 303);
    CHECK(console.state() == State::closed);
    CHECK_THAT(console.page(), Contains("Ines: Enough &lt;b&gt;said&lt;/b&gt;") && Contains("Count it now") &&
                                   Contains("Nothing is left open."));
}

TEST_CASE("a step that is not the next is refused on the page, and changes nothing", "[web][seasons]") {
    Console console;
    CHECK_THAT(console.press("announced", "now").body, Contains("That is not the next step of Autumn 2026: it is Open"));
    CHECK(console.press("announced", "now").status == 422);
    CHECK(console.press("published", "now").status == 409);
    CHECK(console.press("nonsense", "now").status == 409);
    CHECK(console.press("closed", "now", "1999").status == 404);
    CHECK(console.state() == State::open);
    CHECK(console.person.get("/console/season/1999").status == 404);
}

TEST_CASE("before announcing the page says what is still open and who gets a mail", "[web][seasons]") {
    Console console;
    auto visitor = console.browser();
    auto fields = console.typed(visitor);
    fields.emplace_back("may_ask", "yes");
    fields.emplace_back("may_publish", "yes");
    visitor.post("/nominate", fields);
    console.nominations.confirm(console.last_link("/confirm/"), "en");
    console.until(test::season_settings().counts_at);
    console.later(console.clock.now());
    CHECK_THAT(console.page(), Contains("Announce the winners") && Contains("2 operators get a mail.") &&
                                   Contains("1 person has not answered yet whether it ended well") &&
                                   Contains("1 story may be shown and is not"));
    CHECK(console.press("announced", "We are ready").status == 303);
    CHECK_THAT(console.page(), Contains("Its winners are announced."));
}

TEST_CASE("a season waits for the end of the one that is open, and says so", "[web][seasons]") {
    Console console;
    REQUIRE(console.person.post("/console/season-new", console.draft()).status == 303);
    REQUIRE(console.press("published", "", "2027").status == 303);
    console.later(std::chrono::sys_days(2027y / 4 / 1));
    CHECK_THAT(console.page("/console/season/2027"), Contains("As soon as Autumn 2026 has closed"));
    CHECK_THAT(console.press("open", "now", "2027").body, Contains("Autumn 2026 takes nominations now."));
}

TEST_CASE("while the clock is doubted the page says that a step waits", "[web][seasons]") {
    Console console;
    console.store.write([&](storage::Write& write) {
        storage::host_alerts::raise(write, {"clock", "it jumped", console.clock.now()});
    });
    console.later(test::season_settings().closes_at);
    CHECK_THAT(console.page(), Contains("It waits, because the clock of this machine jumped."));
}

TEST_CASE("a season is planned on the console, changed while it is a draft, and then no more", "[web][seasons]") {
    Console console;
    auto fields = console.draft();
    CHECK(console.person.post("/console/season-new", fields).header("location") == "/console/season/2027");
    CHECK_THAT(console.page("/console/season/2027"),
               Contains("Spring &lt;2027&gt;") && Contains("Quick &lt;b&gt;") && Contains("1 March 2027") &&
                   Contains("31 May 2027") && Contains("Europe/Berlin") && Contains("Only when a person does it."));
    CHECK(storage::seasons::steps(console.store, "2027").front().by == storage::SeasonStep::By::console);
    auto const again = console.person.post("/console/season-new", fields);
    CHECK(again.status == 409);
    CHECK_THAT(again.body, Contains("There is a season of that short name already.") &&
                               Contains("value=\"Spring &lt;2027&gt;\""));

    CHECK_THAT(console.page("/console/season/2027/edit"), Contains("value=\"2027-05-31\"") && Contains("speed: Quick"));
    test::set(fields, "name", "Summer 2027");
    test::set(fields, "closes", "2027-01-01");
    auto const wrong = console.person.post("/console/season/2027/edit", fields);
    CHECK(wrong.status == 422);
    CHECK_THAT(wrong.body, Contains("It must close after it opens.") && Contains("value=\"Summer 2027\""));
    test::set(fields, "closes", "2027-06-30");
    CHECK(console.person.post("/console/season/2027/edit", fields).status == 303);
    CHECK(storage::seasons::find(console.store, "2027")->name == "Summer 2027");

    REQUIRE(console.press("published", "", "2027").status == 303);
    CHECK(console.person.get("/console/season/2027/edit").status == 303);
    CHECK(console.person.post("/console/season/2027/edit", fields).status == 409);
}

TEST_CASE("the form calls categories as the season does", "[web][seasons]") {
    Console console;
    console.person.post("/console/season-new", console.draft());
    console.press("published", "", "2027");
    console.press("closed", "why");
    console.press("open", "why", "2027");
    auto visitor = console.browser();
    CHECK_THAT(visitor.get("/nominate").body,
               Contains("Quick &lt;b&gt;") && Contains("They never let you wait.") && !Contains("value=\"empathy\""));
}

TEST_CASE("an old invitation leads to the form of the season that is open, and says so", "[web][seasons]") {
    Console console;
    auto const hearth = test::add_company(console.store, "Hearth");
    auto const token = console.store.write(
        [&](storage::Write& write) { return console.invitations.mint(write, hearth).value(); });
    auto visitor = console.browser();
    console.press("closed", "why");
    CHECK_THAT(visitor.get("/n/" + token).body, Contains("The season is over"));
    console.person.post("/console/season-new", console.draft());
    console.press("published", "", "2027");
    console.press("open", "why", "2027");
    auto const shown = visitor.get("/n/" + token).body;
    CHECK_THAT(shown, Contains("Your invitation was for Autumn 2026, which is over. Spring &lt;2027&gt; takes") &&
                          Contains("value=\"Hearth\"") && !Contains("You were invited"));
    CHECK(hidden_field(shown, "invite").empty());
    CHECK_THAT(visitor.get("/n/aaaaaaaaaaaaaaaa").body, Contains("cannot be used any more"));
}
