#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "tests/bot/web/site.h"
#include "tests/tools/free_port.h"
#include "tests/tools/program.h"

using Catch::Contains;
using namespace std::chrono_literals;

namespace {

/// The real daemon on a free port.
class Daemon {
public:
    explicit Daemon(test::Folder const& folder, test::Program::Words const& more = {},
                    test::Program::Variables const& variables = {})
        : port(test::free_port()), program(words(folder, more), variables) {}

    int const port;
    test::Program program;

private:
    test::Program::Words words(test::Folder const& folder, test::Program::Words const& more) const {
        test::Program::Words all{"--data", (folder / "data").string(), "--port", std::to_string(port),
                                 "serve"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
};

}  // namespace

TEST_CASE("the daemon answers, and ends at SIGTERM in good order", "[end_to_end]") {
    test::Folder const folder;
    auto const signal = GENERATE(SIGTERM, SIGINT);
    Daemon daemon(folder);
    REQUIRE(daemon.program.says("Ctrl-C stops it."));
    test::Browser browser(daemon.port);
    CHECK(browser.get("/livez").status == 200);
    CHECK(browser.get("/readyz").status == 200);
    CHECK(browser.get("/nominate").status == 200);
    CHECK(browser.get("/console/queue").status == 303);
    daemon.program.signal(signal);
    auto const ran = daemon.program.end(5s);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.error, !Contains("level=error"));
}

TEST_CASE("a second daemon on the same folder names the first one's pid and does not start", "[end_to_end]") {
    test::Folder const folder;
    Daemon first(folder);
    REQUIRE(first.program.says("Ctrl-C stops it."));
    Daemon second(folder);
    auto const ran = second.program.end();
    CHECK(ran.code == 1);
    CHECK_THAT(ran.error, Contains(std::to_string(first.program.pid())));
    CHECK(test::Browser(first.port).get("/readyz").status == 200);
}

TEST_CASE("a daemon that was killed starts again at once", "[end_to_end]") {
    test::Folder const folder;
    {
        Daemon killed(folder);
        REQUIRE(killed.program.says("Ctrl-C stops it."));
        killed.program.signal(SIGKILL);
        CHECK(killed.program.end().code == 128 + SIGKILL);
    }
    Daemon again(folder, {"--i-know"});
    CHECK(again.program.says("Ctrl-C stops it."));
}

TEST_CASE("a port that is taken is said, with what to do", "[end_to_end]") {
    test::Folder const one, other;
    Daemon first(one);
    REQUIRE(first.program.says("Ctrl-C stops it."));
    auto const ran =
        test::run({"--data", (other / "data").string(), "--port", std::to_string(first.port), "serve"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.error, Contains(std::to_string(first.port)));
}

TEST_CASE("mistakes in the configuration are all said and nothing is started", "[end_to_end]") {
    test::Folder const folder;
    std::ofstream(folder / "bad.toml") << "nam = 1\n[web]\nport = 0\n";
    auto const ran = test::run(
        {"--config", (folder / "bad.toml").string(), "--data", (folder / "data").string(), "serve"});
    CHECK(ran.code == 2);
    CHECK_THAT(ran.error, Contains("bad.toml:1") && Contains("bad.toml:3") && Contains("did you mean name?"));
    CHECK_FALSE(std::filesystem::exists(folder / "data"));
}
