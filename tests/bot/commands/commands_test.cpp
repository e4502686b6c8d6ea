#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "storage/seasons.h"
#include "tests/tools/program.h"

using Catch::Contains;

namespace {

/// The program with a data folder of its own.
struct Home {
    test::Folder folder;
    test::Ran run(test::Program::Words words, test::Program::Variables const& variables = {}) const {
        words.insert(words.begin(), {"--data", (folder / "data").string()});
        return test::run(words, variables);
    }
};

}  // namespace

TEST_CASE("every command explains itself", "[commands]") {
    auto const words = GENERATE(values<std::string>({"",
                                                     "serve",
                                                     "check",
                                                     "config",
                                                     "config show",
                                                     "import",
                                                     "detect",
                                                     "train",
                                                     "operator add",
                                                     "operator link",
                                                     "operator list",
                                                     "operator disable",
                                                     "operator enable",
                                                     "operator audit",
                                                     "keys accept",
                                                     "clock accept",
                                                     "season list",
                                                     "season show",
                                                     "season publish",
                                                     "season open",
                                                     "season close",
                                                     "season count",
                                                     "season announce",
                                                     "season archive",
                                                     "network list",
                                                     "network policy",
                                                     "network check",
                                                     "network search",
                                                     "network reply",
                                                     "compose",
                                                     "watch list",
                                                     "watch add",
                                                     "watch retire",
                                                     "watch try",
                                                     "publish"}));
    test::Program::Words typed;
    for (std::size_t from = 0; from < words.size();) {
        auto const end = std::min(words.find(' ', from), words.size());
        typed.push_back(words.substr(from, end - from));
        from = end + 1;
    }
    typed.push_back("--help");
    auto const ran = test::run(typed);
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("Usage:"));
    CHECK(ran.error.empty());
}

TEST_CASE("the program tells its version", "[commands]") {
    CHECK_THAT(test::run({"--version"}).out, Catch::StartsWith("supportawards 0."));
}

TEST_CASE("what is typed wrongly is refused with code 2", "[commands]") {
    auto const words =
        GENERATE(values<test::Program::Words>({{},
                                               {"serv"},
                                               {"operator", "add"},
                                               {"import"},
                                               {"import", "/nowhere.jsonl"},
                                               {"train"},
                                               {"train", "--desk", "--versions"},
                                               {"train", "--dry-run"},
                                               {"train", "--go-back", "one"},
                                               {"--set", "web.port", "config", "show"},
                                               {"--port", "0", "config", "show"},
                                               {"--port", "many", "config", "show"},
                                               {"--data", "", "config", "show"},
                                               {"--public-url", "", "config", "show"},
                                               {"keys", "accept"},
                                               {"clock"},
                                               {"season"},
                                               {"season", "close"},
                                               {"--set", "web.prot=1", "config", "show"},
                                               {"--config", "/nowhere.toml", "config", "show"}}));
    auto const ran = test::run(words);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_FALSE(ran.error.empty());
}

TEST_CASE("operators are listed, disabled and let in again, and what was done can be read", "[commands]") {
    Home const home;
    CHECK_THAT(home.run({"operator", "list"}).out, Contains("nobody yet"));
    REQUIRE(home.run({"operator", "add", "Ana", "--lead"}).code == 0);
    CHECK(home.run({"operator", "list"}).out == "Ana\tlead\thas no password yet\n");
    CHECK(home.run({"operator", "disable", "ana"}).code == 0);
    CHECK_THAT(home.run({"operator", "list"}).out, Contains("Ana\tlead\tdisabled since 20"));
    CHECK(home.run({"operator", "link", "Ana"}).code == 1);
    CHECK(home.run({"operator", "enable", "Ana"}).code == 0);
    CHECK(home.run({"operator", "disable", "Ben"}).code == 1);
    auto const audit = home.run({"operator", "audit"}).out;
    CHECK_THAT(audit, Contains("(command line)\toperator enable\t") && Contains("operator disable") &&
                          Contains("operator add"));
    auto const newest = home.run({"operator", "audit", "--limit", "1"}).out;
    CHECK(std::count(newest.begin(), newest.end(), '\n') == 1);
    CHECK(home.run({"operator", "audit", "Ana"}).out.empty());
    CHECK(home.run({"operator", "audit", "Ben"}).code == 1);
    CHECK(home.run({"operator", "add", "A\x1b[2Jna"}).code == 1);
}

TEST_CASE("a season is listed, shown and taken a step further, with a reason before its date", "[commands][seasons]") {
    Home const home;
    CHECK_THAT(home.run({"season", "list"}).out, Contains("There is no season yet"));
    {
        storage::Store store({(home.folder / "data" / "db" / "supportawards.db").string(),
                              home.folder / "backups", 1, [] { return storage::Time{}; }});
        storage::Season season;
        season.id = "2026";
        season.name = "Autumn";
        season.zone = "Europe/Berlin";
        season.state = storage::Season::State::open;
        season.opens_at = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
        season.closes_at = std::chrono::sys_days(std::chrono::year(2099) / 1 / 1) - std::chrono::hours(1);
        season.counts_at = season.closes_at + std::chrono::days(21);
        season.announced_at = season.closes_at + std::chrono::days(28);
        store.write([&](storage::Write& write) { storage::seasons::add(write, season); });
    }
    CHECK(home.run({"season", "list"}).out ==
          "2026\topen\t2026-01-01 to 2098-12-31\tnext: closed on 2099-01-01\tAutumn\n");
    auto const refused = home.run({"season", "close", "2026"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, Contains("earlier than planned: say why"));
    CHECK_THAT(home.run({"season", "announce", "2026", "--reason", "now"}).error, Contains("not the next step"));
    CHECK(home.run({"season", "close", "2026", "--reason", "Enough said"}).code == 0);
    CHECK(home.run({"season", "count", "2026", "--reason", "All in"}).code == 0);
    auto const shown = home.run({"season", "show", "2026"});
    CHECK(shown.code == 0);
    CHECK_THAT(shown.out, Contains("is counted; next: announced on 2099-01-29") && Contains("Enough said") &&
                              Contains("command") && Contains("Still open"));
    CHECK(home.run({"season", "show", "1999"}).code == 1);
    CHECK_THAT(home.run({"season", "open", "1999"}).error, Contains("There is no season 1999"));
}

TEST_CASE("config show lays the sources over each other and masks secrets", "[commands]") {
    test::Folder const folder;
    std::ofstream(folder / "own.toml") << "name = \"Prize\"\n[web]\nport = 1001\nthreads = 2\n";
    auto const ran =
        test::run({"--config", (folder / "own.toml").string(), "--port", "1003", "config", "show"},
                  {{"SUPPORTAWARDS_WEB_PORT", "1002"},
                   {"SUPPORTAWARDS_WEB_THREADS", "3"},
                   {"SUPPORTAWARDS_MAIL_SMTP_PASSWORD", "sesame"}});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("web.port = 1003") && Contains("# --port"));
    CHECK_THAT(ran.out, Contains("web.threads = 3") && Contains("# SUPPORTAWARDS_WEB_THREADS"));
    CHECK_THAT(ran.out, Contains("name = \"Prize\"") && Contains("own.toml:1"));
    CHECK_THAT(ran.out, Contains("(set)") && !Contains("sesame"));
}

TEST_CASE("an operator is added once and gets a link to sign in", "[commands]") {
    Home const home;
    auto const first = home.run({"operator", "add", "Ana"});
    CHECK(first.code == 0);
    CHECK_THAT(first.out, Catch::StartsWith("http://127.0.0.1:8080/console/sign-in/"));
    auto const again = home.run({"operator", "add", "ANA"});
    CHECK(again.code == 1);
    CHECK_THAT(again.error, Contains("supportawards operator link ANA"));
    auto const link = home.run({"operator", "link", "ana"});
    CHECK(link.code == 0);
    CHECK(link.out != first.out);
    CHECK(home.run({"operator", "link", "ben"}).code == 1);
    CHECK(home.run({"operator", "add", ""}).code == 1);
}

TEST_CASE("check tells machines, and its code says whether something is wrong", "[commands]") {
    Home const home;
    home.run({"operator", "add", "Ana"});
    auto const fine = home.run({"check", "--json"});
    INFO(fine.out);
    CHECK(fine.code == 0);
    CHECK(nlohmann::json::parse(fine.out)["ok"] == true);
    std::filesystem::permissions(home.folder / "data/keys/pepper", std::filesystem::perms(0644));
    auto const wrong = home.run({"check"});
    CHECK(wrong.code == 1);
    CHECK_THAT(wrong.out, Contains("chmod 600"));
    CHECK(home.run({"--set", "log.level=loud", "check", "--json"}).code == 2);
}

TEST_CASE("a lost key stops every command, until somebody says that they know what it costs", "[commands]") {
    Home const home;
    home.run({"publish"});
    std::filesystem::remove(home.folder / "data/keys/pepper");
    auto const refused = home.run({"publish"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.error, Contains("keys/pepper is missing") && Contains("may be written to again"));
    auto const asked = home.run({"keys", "accept", "pepper"});
    CHECK(asked.code == 1);
    CHECK_THAT(asked.out, Contains("may be written to again") && Contains("--i-know"));
    CHECK_FALSE(std::filesystem::exists(home.folder / "data/keys/pepper"));
    CHECK(home.run({"keys", "accept", "pepper", "--i-know"}).code == 0);
    CHECK(home.run({"publish"}).code == 0);
    CHECK(home.run({"keys", "accept", "salt", "--i-know"}).code == 1);
}

TEST_CASE("a clock that nobody doubts need not be accepted", "[commands]") {
    Home const home;
    auto const ran = home.run({"clock", "accept"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.out, Contains("Nobody doubts the clock"));
}

TEST_CASE("the site can be written without a daemon", "[commands]") {
    Home const home;
    CHECK(home.run({"publish"}).code == 0);
    CHECK(std::filesystem::exists(home.folder / "data/site/index.html"));
}
