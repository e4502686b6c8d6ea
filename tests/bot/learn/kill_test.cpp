#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/bot/learn/evenings.h"

// A child process refits in a folder and dies at a named step; then a desk is opened on what it left.

using namespace std::chrono_literals;
using End = bot::learn::Refit::End;
namespace models = storage::models;

namespace {

auto const later = test::ManualClock::start + 1h;

std::string database(std::filesystem::path const& folder) {
    return (folder / "desk.db").string();
}

void refit_until_killed(std::string const& at, std::filesystem::path const& folder) {
    auto const child = ::fork();
    if (child == 0) {
        ::setenv("SUPPORTAWARDS_KILL_AT", at.c_str(), 1);
        ::setenv("LEARN_CHILD_FOLDER", folder.c_str(), 1);
        ::execl("/proc/self/exe", "tests", "a process that refits until it is killed", "-o", "/dev/null",
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(WTERMSIG(status) == SIGKILL);
}

}  // namespace

TEST_CASE("a process that refits until it is killed", "[.]") {
    auto const* folder = std::getenv("LEARN_CHILD_FOLDER");
    REQUIRE(folder != nullptr);
    test::LearningOffice(folder, database(folder), later).retrainer.refit();
}

TEST_CASE("killed between the file and its use, a refit is whole or not there, and the next one is",
          "[learn][kill]") {
    auto const [at, kept] =
        GENERATE(table<std::string, bool>({{"learn.written", false}, {"learn.kept", true}}));
    INFO(at);
    test::Folder const folder;
    std::string base;
    {
        test::LearningOffice office(folder.path, database(folder.path));
        office.decide(120);
        base = office.in_use().text;
    }
    refit_until_killed(at, folder.path);
    test::LearningOffice office(folder.path, database(folder.path), later + 1h);
    CHECK(std::filesystem::exists(office.retrainer.versions().file(1)));
    CHECK(office.in_use().version.has_value() == kept);
    CHECK((office.in_use().text == base) != kept);
    CHECK(office.in_use().problem.empty());
    auto const next = office.retrainer.refit();
    CHECK(next.end == (kept ? End::worse : End::better));
    CHECK(office.in_use().version == 1);
    CHECK(office.in_use().problem.empty());
    CHECK(models::newest(office.store, 9).size() == (kept ? 2 : 1));
}
