#include "bot/publish/formatter.h"

#include <catch2/catch.hpp>

#include "bot/base/zone.h"

#include "bot/pages/words.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::publish::Formatter;
using bot::publish::Phase;
using bot::publish::phase_of;

namespace {

bot::pages::Words const& words() {
    static bot::pages::Words const all;
    return all;
}

}  // namespace

TEST_CASE("figures have the decimals that say something, in the signs of their language", "[publish]") {
    Formatter const english(words(), "en"), german(words(), "de");
    CHECK(english.figure(12.44) == "12.4");
    CHECK(english.figure(1) == "1.0");
    CHECK(english.figure(0.994) == "0.99");
    CHECK(german.figure(0.31) == "0,31");
    CHECK(english.plain(40) == "40");
    CHECK(english.plain(2.5) == "2.5");
    CHECK(german.number(12'345) == "12.345");
    CHECK(english.mean({11, 3}) == "3.7");
}

TEST_CASE("a share is whole percent, rounded half up, and nothing of nothing", "[publish]") {
    Formatter const format(words(), "en");
    auto const [part, whole, shown] = GENERATE(table<long long, long long, std::string>({
        {0, 0, "0 %"},
        {0, 7, "0 %"},
        {7, 7, "100 %"},
        {1, 3, "33 %"},
        {2, 3, "67 %"},
        {1, 200, "1 %"},
        {1, 201, "0 %"},
    }));
    CHECK(format.percent(part, whole) == shown);
}

TEST_CASE("a category of one's own is shown by its id made readable", "[publish]") {
    Formatter const format(words(), "de");
    CHECK(format.category("team") == words().say("de", "category.team"));
    CHECK(format.category("quick-help-2") == "Quick help 2");
    CHECK(format.category("24-hours") == "24 hours");
}

TEST_CASE("what is shown of a company is its sector, its size, and how it ended where somebody was asked",
          "[publish]") {
    Formatter const format(words(), "en");
    storage::Ranked company;
    CHECK(format.about(company) == words().say("en", "board.band_unknown"));
    company.sector = "travel";
    company.band = storage::Company::Band::small;
    CHECK(format.about(company) == "travel · " + words().say("en", "board.band_small"));
    company.standing.ended_well = 3;
    company.standing.ended_partly = 1;
    company.standing.ended_badly = 1;
    CHECK_THAT(format.about(company), Catch::EndsWith(" · " + words().say("en", "board.ended_well",
                                                                          {{"well", 3LL}, {"asked", 5LL}})));
}

TEST_CASE("a season is before, open, closed or announced as its state says, whatever the clock shows", "[publish]") {
    using State = storage::Season::State;
    storage::Season season;
    auto const phase = [&](State state) {
        season.state = state;
        return phase_of(season);
    };
    CHECK(phase(State::draft) == Phase::before);
    CHECK(phase(State::published) == Phase::before);
    CHECK(phase(State::open) == Phase::open);
    CHECK(phase(State::closed) == Phase::closed);
    CHECK(phase(State::counted) == Phase::closed);
    CHECK(phase(State::announced) == Phase::announced);
    CHECK(phase(State::archived) == Phase::announced);
}

TEST_CASE("the last moment of a season lies on its last day where its people live", "[publish]") {
    storage::Season season;
    season.zone = "America/Los_Angeles";
    season.closes_at = bot::start_of_day("2026-12-01", season.zone).value();
    CHECK(storage::day_of(bot::publish::last_moment(season)) == "2026-11-30");
}

