// Cursors outlive the program that wrote them: tests/fixtures/<network>/cursors.txt has what a release stored
// at each step of a search, in the middle of its pages and at rest. Today's program must go on from each of
// them with the same request, and store the same bytes behind it. Never edit these files to please a change.
//
//   begin CURSOR   a search starts from there, on a fresh server that gives the answers below
//   asked TARGETS  what the next search() asked, one page of it
//   then CURSOR    what it stored; the program is started again from that
#include <catch2/catch.hpp>
#include <fstream>
#include <memory>

#include "bot/base/keys.h"
#include "bot/watch/query.h"
#include "tests/bot/networks/conformance_stage.h"
#include "tests/tools/paths.h"

using namespace std::chrono_literals;
using test::ConformanceStage;

namespace {

std::string replaced(std::string text, std::string const& what, std::string const& with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// The settings' own list, one that is watched, and whatever the account is told.
bot::networks::WatchQuery watched() {
    bot::networks::WatchQuery query;
    query.searches = {"kudos"};
    query.tags = {"kudos"};
    query.queries = {bot::watch::parse("kudos")};
    return query;
}

/// What depends on the server's address has a name in the files.
class Names {
public:
    explicit Names(std::string const& address) {
        auto const feed = bot::sha256_hex(address + "/feed.xml?key=secret-key").substr(0, 12);
        names_ = {{"{server}", address}, {"{feed}", feed}};
    }
    std::string put(std::string text) const {
        for (auto const& [name, value] : names_) text = replaced(std::move(text), name, value);
        return text;
    }
    std::string taken(std::string text) const {
        for (auto const& [name, value] : names_) text = replaced(std::move(text), value, name);
        return text;
    }

private:
    std::vector<std::pair<std::string, std::string>> names_;
};

/// A program that is started again for every page.
class Restarted {
public:
    explicit Restarted(test::Connector const& connector)
        : stage_(connector), names_(stage_.server.address()) {
        auto const& path = connector.search_path;
        if (connector.paged.empty())
            for (auto const* fixture : {"ordinary", "empty"})
                stage_.server.answer(path, stage_.answer(fixture));
        else
            for (auto const* fixture :
                 {"first_page", "last_page", "first_page", "empty", "last_page", "empty"})
                stage_.server.answer(path, stage_.answer(fixture));
    }
    /// What one search() from that cursor asks and stores, as lines of the file.
    std::vector<std::string> go_on(std::string const& cursor) {
        auto const before = stage_.server.asked().size();
        stage_.network = stage_.connector.connect({stage_.server.address(), 20s, stage_.clock});
        auto const page = stage_.network.listener->search(watched(), names_.put(cursor));
        std::string asked = "asked";
        auto const calls = stage_.server.asked();
        for (auto call = before; call < calls.size(); ++call) asked += " " + calls[call].target;
        // The hourly look for what came late is within every few steps.
        stage_.clock.advance(page.more ? page.wait.value_or(0ms) : 25min);
        return {names_.taken(std::move(asked)), "then " + names_.taken(page.cursor)};
    }

private:
    ConformanceStage stage_;
    Names names_;
};

}  // namespace

TEST_CASE("a stored cursor is read, gone on from and stored the same", "[networks][cursors]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    std::ifstream file(test::source_folder() + "/tests/fixtures/" + connector.name + "/cursors.txt");
    std::unique_ptr<Restarted> program;
    std::string line, cursor;
    int steps = 0;
    while (std::getline(file, line)) {
        if (line.starts_with("begin ")) {
            program = std::make_unique<Restarted>(connector);
            cursor = line.substr(6);
            continue;
        }
        REQUIRE(program);
        INFO(connector.name << ", line " << ++steps << ", from " << cursor);
        auto const went = program->go_on(cursor);
        CHECK(went.at(0) == line);
        std::getline(file, line);
        CHECK(went.at(1) == line);
        cursor = line.substr(5);
    }
    CHECK(steps > 3);
}
