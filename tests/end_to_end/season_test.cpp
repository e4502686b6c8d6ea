#include <catch2/catch.hpp>
#include <csignal>

#include "storage/host.h"
#include "storage/seasons.h"
#include "tests/end_to_end/running_app.h"
#include "tests/tools/free_port.h"
#include "tests/tools/program.h"

using Catch::Contains;
using test::RunningApp;
using namespace std::chrono_literals;
using State = storage::Season::State;

namespace {

std::string state(RunningApp& running) {
    return std::string(name_of(storage::seasons::find(running.app->installation().store, "2026")->state));
}

bool becomes(RunningApp& running, std::string const& wanted) {
    return RunningApp::eventually([&] { return state(running) == wanted ? wanted : ""; }) == wanted;
}

/// A day so many days from now, for the real daemon with its real clock.
std::string day(int from_now) {
    return storage::day_of(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
                           std::chrono::days(from_now));
}

}  // namespace

TEST_CASE("a season closes by the clock while the program runs, and the form with it", "[end_to_end]") {
    RunningApp running("sqlite", {}, [](config::Config& config) { config.season.closes = "2026-09-02"; });
    CHECK(running.browser().get("/nominate").body.find("name=\"company\"") != std::string::npos);
    running.clock.advance(40h);
    CHECK(becomes(running, "closed"));
    CHECK_THAT(running.browser().get("/nominate").body, Contains("The season is over"));
    CHECK(RunningApp::eventually([&] {
              auto const page = running.file("site/index.html");
              return page.find("closed") != std::string::npos ? std::string("written") : "";
          }) == "written");
}

TEST_CASE("a clock that jumps closes and announces no season; it waits until it is believed", "[end_to_end]") {
    RunningApp running("sqlite", {});
    auto& store = running.app->installation().store;
    auto const now = running.clock.now();
    running.clock.set(now + std::chrono::days(400));
    CHECK(RunningApp::eventually([&] {
              auto const all = storage::host_alerts::all(store);
              return all.empty() ? std::string() : all.front().name;
          }) == "clock");
    running.clock.advance(10min);
    CHECK(state(running) == "open");
    CHECK(running.browser().get("/nominate").status == 200);
    SECTION("the clock was right") {
        running.clock.advance(25h);
        CHECK(becomes(running, "announced"));
    }
    SECTION("the clock was wrong") {
        running.clock.set(now + 35min);
        CHECK(RunningApp::eventually([&] {
                  return storage::host_alerts::all(store).empty() ? std::string("over") : "";
              }) == "over");
        CHECK(state(running) == "open");
    }
}

TEST_CASE("a daemon killed at a season's step goes on where it was", "[end_to_end]") {
    auto const at = GENERATE(as<std::string>(), "season.taking", "season.taken");
    INFO(at);
    test::Folder const folder;
    auto const words = [&](test::Program::Words more) {
        test::Program::Words all{"--data", (folder / "data").string(), "--set", "season.id=old", "--set",
                                 "season.opens=" + day(-60), "--set", "season.closes=" + day(-40)};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    auto const serve = words({"--port", std::to_string(test::free_port()), "serve"});
    {
        test::Program killed(serve, {{"SUPPORTAWARDS_KILL_AT", at}});
        CHECK(killed.end().code == 128 + SIGKILL);
    }
    test::Program again(serve);
    REQUIRE(again.says("Ctrl-C stops it."));
    auto const shown = [&] { return test::run(words({"season", "show", "old"})).out; };
    CHECK_THAT(RunningApp::eventually([&] {
                   auto const text = shown();
                   return text.find("is announced") != text.npos ? text : std::string();
               }),
               Contains("published") && Contains("open") && Contains("closed") && Contains("counted"));
}
