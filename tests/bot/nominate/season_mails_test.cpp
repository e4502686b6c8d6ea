#include "bot/nominate/season_mails.h"

#include <catch2/catch.hpp>

#include "bot/nominate/season_steps.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using Catch::Contains;
using std::chrono::days;

namespace {

struct Told : test::Programme {
    explicit Told(std::string const& engine) : Programme(engine) {}
    /// The subjects of what operators got by that time.
    std::vector<std::string> by(bot::Time time) {
        until(time);
        mails.run_once();
        mails.run_once();
        std::vector<std::string> subjects;
        for (auto const& letter : letters())
            if (letter.to == "ana@example.org") subjects.push_back(letter.subject);
        return subjects;
    }
    bot::nominate::SeasonMails mails{
        world.store, world.keys, world.clock, words,
        {{"ana@example.org", "ben@example.org"}, "en", "Prize", "https://awards.example"}};
};

}  // namespace

TEST_CASE("operators hear of a season a week before its close, the day after it, and when it is announced",
          "[nominate][seasons]") {
    Told told(GENERATE(from_range(test::databases())));
    auto const settings = test::season_settings();
    CHECK(told.by(settings.closes_at - days(7) - 1ms).empty());
    CHECK(told.by(settings.closes_at - days(7)) == std::vector<std::string>{"Autumn 2026 closes in a week"});
    CHECK(told.by(settings.closes_at).size() == 1);
    CHECK(told.by(settings.closes_at + 24h).back() == "Autumn 2026 has closed: what is left to do");
    CHECK(told.by(settings.counts_at).size() == 2);
    CHECK(told.by(settings.announced_at).back() == "The winners of Autumn 2026 are announced");
    CHECK(told.by(settings.announced_at + days(5)).size() == 3);
}

TEST_CASE("the mail after the close says what is left to do, and where", "[nominate][seasons]") {
    Told told("sqlite");
    auto form = told.form();
    form.may_ask = form.may_publish = true;
    told.thank(form);
    told.by(test::season_settings().closes_at + 24h);
    auto const letter = told.letters().back();
    CHECK(letter.subject == "Autumn 2026 has closed: what is left to do");
    CHECK_THAT(letter.body, Contains("1 person has not answered yet whether it ended well") &&
                                Contains("1 story may be shown and is not") &&
                                Contains("https://awards.example/console/season/2026") && Contains("Prize"));
}

TEST_CASE("who comes back long after is not told of what is over", "[nominate][seasons]") {
    Told told("sqlite");
    CHECK(told.by(test::season_settings().announced_at + days(30)).empty());
}
