#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

// A child process works at the desk in a folder, and dies at a named step; then an office is opened on what
// it left.

using namespace std::chrono_literals;
using storage::Reply;

namespace {

auto const later = test::ManualClock::start + 11s;

std::string database(std::filesystem::path const& folder) {
    return (folder / "desk.db").string();
}

/// Runs the hidden test case below in a process of its own; true if it was killed.
bool killed(std::string const& at, std::string const& doing, std::filesystem::path const& folder) {
    auto const child = ::fork();
    if (child == 0) {
        ::setenv("SUPPORTAWARDS_KILL_AT", at.c_str(), 1);
        ::setenv("DESK_CHILD_DOES", doing.c_str(), 1);
        ::setenv("DESK_CHILD_FOLDER", folder.c_str(), 1);
        ::execl("/proc/self/exe", "tests", "a process that works at the desk until it is killed", "-o",
                "/dev/null", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

storage::ReplyId approved_in(std::filesystem::path const& folder) {
    test::Office office(folder, database(folder));
    return office.approve(office.find({})).id;
}

/// After the dead one's lease has run out.
void send_again(test::Office& office) {
    office.clock.advance(5min);
    office.sender.run_once();
    office.sender.run_once();
}

}  // namespace

TEST_CASE("a process that works at the desk until it is killed", "[.]") {
    auto const* folder = std::getenv("DESK_CHILD_FOLDER");
    REQUIRE(folder != nullptr);
    std::string const doing = std::getenv("DESK_CHILD_DOES");
    test::Office office(folder, database(folder), doing == "approve" ? test::ManualClock::start : later);
    office.network->honours = doing != "send without keys";
    if (doing == "approve") office.approve(office.find({}));
    if (doing != "approve") office.sender.run_once();
}

TEST_CASE("killed while sending, nothing is lost and nothing sent twice", "[desk][kill]") {
    auto const at =
        GENERATE(as<std::string>(), "sender.leased", "sender.adopted", "sender.looked", "sender.composed",
                 "sender.committed", "network.arrived", "sender.called", "sender.recorded");
    INFO(at);
    test::Folder const folder;
    auto const id = approved_in(folder.path);
    REQUIRE(killed(at, "send", folder.path));
    test::Office office(folder.path, database(folder.path), later);
    CHECK(office.outbox().size() <= 1);
    send_again(office);
    CHECK(office.reply(id).state == Reply::State::sent);
    CHECK(office.outbox().size() == 1);
}

TEST_CASE("killed while sending where keys are not honoured, a person decides instead of a second call",
          "[desk][kill]") {
    auto const [at, arrived, called] =
        GENERATE(table<std::string, std::size_t, bool>({{"sender.composed", 0, false},
                                                        {"sender.committed", 0, true},
                                                        {"network.arrived", 1, true},
                                                        {"sender.called", 1, true}}));
    INFO(at);
    test::Folder const folder;
    auto const id = approved_in(folder.path);
    REQUIRE(killed(at, "send without keys", folder.path));
    test::Office office(folder.path, database(folder.path), later);
    office.network->honours = false;
    CHECK(office.outbox().size() == arrived);
    send_again(office);
    auto const lost = called && arrived == 0;
    CHECK(office.reply(id).state == (lost ? Reply::State::unknown : Reply::State::sent));
    CHECK(office.reply(id).outcome.value_or("") == (lost ? "absent" : ""));
    CHECK(office.outbox().size() == (lost ? 0 : 1));
}

TEST_CASE("killed while looking up or repeating a lost call, it is still sent once", "[desk][kill]") {
    auto const [first, second] =
        GENERATE(table<std::string, std::string>({{"sender.committed", "sender.found"},
                                                  {"sender.committed", "sender.again"},
                                                  {"sender.committed", "network.arrived"},
                                                  {"sender.called", "sender.found"}}));
    INFO(first << " " << second);
    test::Folder const folder;
    auto const id = approved_in(folder.path);
    REQUIRE(killed(first, "send", folder.path));
    {
        // The lease of the dead one runs out.
        test::Office office(folder.path, database(folder.path), later);
        office.sql("delete from leases");
    }
    REQUIRE(killed(second, "send", folder.path));
    test::Office office(folder.path, database(folder.path), later);
    send_again(office);
    CHECK(office.reply(id).state == Reply::State::sent);
    CHECK(office.outbox().size() == 1);
}

TEST_CASE("killed while approving, a reply is approved as a whole or not at all", "[desk][kill]") {
    test::Folder const folder;
    auto const at = GENERATE(as<std::string>(), "desk.approving", "desk.approved");
    REQUIRE(killed(at, "approve", folder.path));
    test::Office office(folder.path, database(folder.path), later);
    auto const waiting = storage::replies::in_state(office.store, Reply::State::waiting, 10);
    auto const candidates = office.queue.lane(storage::Candidate::Lane::likely, 10).lines.size();
    CHECK(waiting.size() == (at == "desk.approved" ? 1 : 0));
    CHECK(candidates == (at == "desk.approved" ? 0 : 1));
    send_again(office);
    CHECK(office.outbox().size() == waiting.size());
}
