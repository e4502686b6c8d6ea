#include "bot/base/log.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "storage/engine/sql.h"
#include "tests/tools/world.h"

namespace {

using bot::log::vouched;

/// Sends the log to a file while it lives.
class Logged {
public:
    explicit Logged(std::string const& format, std::string const& level = "info") {
        bot::log::start({level, format, file_});
    }
    ~Logged() {
        bot::log::start({});
        std::filesystem::remove(file_);
    }
    std::string text() const {
        std::ifstream file(file_);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::filesystem::path const file_ =
        std::filesystem::temp_directory_path() / ("log-" + storage::random_base32(10));
};

}  // namespace

TEST_CASE("a log line has its sentence and its fields", "[log]") {
    Logged const logged("text");
    bot::log::warn("a network failed", {{"network", vouched("archive")},
                                        {"failures", 3},
                                        {"again_in", std::chrono::seconds(2)},
                                        {"dead", false}});
    CHECK_THAT(logged.text(),
               Catch::EndsWith("Z level=warning what=\"a network failed\" network=\"archive\" failures=3 "
                               "again_in=2000 dead=false\n"));
}

TEST_CASE("a log line can be JSON, whatever is in it", "[log]") {
    Logged const logged("json");
    bot::log::info("hostile", {{"text", vouched("a\"b\\c\nd\x01")}, {"share", 0.5}});
    auto const line = nlohmann::json::parse(logged.text());
    CHECK(line["level"] == "info");
    CHECK(line["what"] == "hostile");
    CHECK(line["text"] == "a\"b\\c\nd\x01");
    CHECK(line["share"] == 0.5);
}

TEST_CASE("an event stays one line whatever a field holds", "[log]") {
    Logged const logged("text");
    bot::log::info("hostile", {{"text", vouched("one\ntwo level=error what=\"forged\"")}});
    auto const text = logged.text();
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("mail addresses and one-time links never reach the log", "[log]") {
    Logged const logged("text");
    bot::log::error("refused",
                    {{"why", vouched("550 <ana.b+x@mail.example.org> and b@c.de unknown, see "
                                     "http://h/de/confirm/abcd2345 or /n/q7q7 or /console/sign-in/zz99")}});
    auto const text = logged.text();
    CHECK_THAT(text, Catch::Contains("550 <[address]> and [address] unknown"));
    CHECK_THAT(text, Catch::Contains("/confirm/[token] or /n/[token] or /console/sign-in/[token]"));
    CHECK_THAT(text,
               !Catch::Contains("mail.example") && !Catch::Contains("abcd") && !Catch::Contains("zz99"));
}

TEST_CASE("what is below the level is not written", "[log]") {
    Logged const logged("text", "error");
    bot::log::warn("quiet");
    CHECK(logged.text().empty());
}

TEST_CASE("of a failed statement only the engine's code reaches the log", "[log]") {
    test::World world;
    std::string const person = "Ana Okafor";
    Logged const logged("text");
    try {
        storage::Read(world.store).session() << "select nothing from throttles where what = :what",
            storage::use(person, "what");
    } catch (std::exception const& error) {
        bot::log::warn("it failed", {{"why", error}});
    }
    CHECK_THAT(logged.text(), Catch::Contains("SQLite code 1") && !Catch::Contains("Ana"));
}

TEST_CASE("a field shows a truth, a fraction, a whole number, a file and a row each in its own way",
          "[log]") {
    Logged const logged("json");
    bot::log::info("kinds", {{"truth", true},
                             {"share", 0.25},
                             {"many", -3LL},
                             {"lasted", std::chrono::minutes(2)},
                             {"file", std::filesystem::path("/a/b")},
                             {"row", storage::PostId("abc")}});
    auto const line = nlohmann::json::parse(logged.text());
    CHECK(line["truth"] == true);
    CHECK(line["share"] == 0.25);
    CHECK(line["many"] == -3);
    CHECK(line["lasted"] == 120'000);
    CHECK(line["file"] == "/a/b");
    CHECK(line["row"] == "abc");
}
