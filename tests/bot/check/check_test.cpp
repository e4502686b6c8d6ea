#include "bot/check/check.h"

#include <date/date.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/app/prepare.h"
#include "bot/networks/policy.h"
#include "storage/engine/sql.h"
#include "storage/host.h"
#include "storage/installation.h"
#include "tests/bot/networks/fixture_file.h"
#include "tests/fakes/http_server.h"
#include "tests/tools/program.h"
#include "tests/tools/world.h"

using bot::check::Finding;
using Catch::Contains;

namespace {

/// An installation that was started once.
struct Started {
    explicit Started(std::string const& engine = "sqlite") : database(engine, folder) {
        bot::settle_public_url(*open(), false);
    }
    config::Config settings() const {
        config::Config config;
        config.data = folder / "data";
        config.database = database.url;
        return config;
    }
    std::unique_ptr<bot::Installation> open() const {
        return std::make_unique<bot::Installation>(settings(), bot::Installation::Use::daemon);
    }
    config::Sources sources() const {
        config::Sources sources;
        sources.flags = {{"--data", "data", (folder / "data").string()},
                         {"--database", "database", database.url}};
        return sources;
    }
    std::vector<Finding> look() const { return bot::check::look(sources()); }
    /// With more settings, as --set gives them.
    std::vector<Finding> look_with(std::vector<std::pair<std::string, std::string>> const& settings) const {
        auto all = sources();
        for (auto const& [key, value] : settings) all.flags.push_back({"--set", key, value});
        return bot::check::look(all);
    }

    test::Folder folder;
    test::Database database;
};

Finding with(std::vector<Finding> const& findings, std::string const& words) {
    auto const found = std::ranges::find_if(
        findings, [&](auto const& finding) { return finding.what.find(words) != finding.what.npos; });
    INFO(words << "\n" << bot::check::as_text(findings));
    REQUIRE(found != findings.end());
    return *found;
}

/// The worst of an area.
Finding worst(std::vector<Finding> const& findings, std::string const& area) {
    Finding found;
    found.what = "nothing was found about " + area;
    for (auto const& finding : findings)
        if (finding.area == area && finding.grade >= found.grade) found = finding;
    return found;
}

}  // namespace

TEST_CASE("an installation that was started has no problems", "[check]") {
    auto const database = GENERATE(from_range(test::databases()));
    Started const started(database);
    auto const findings = started.look();
    INFO(bot::check::as_text(findings));
    CHECK_FALSE(bot::check::any_problem(findings));
    for (auto const* area : {"config", "folder", "keys", "disk", "database", "clock", "pages"}) {
        INFO(area);
        CHECK(worst(findings, area).grade == Finding::Grade::good);
    }
}

TEST_CASE("checking finds no fault while the daemon works", "[check]") {
    Started const started;
    auto const daemon = started.open();
    CHECK_FALSE(bot::check::any_problem(started.look()));
}

TEST_CASE("checking what was never started changes nothing", "[check]") {
    test::Folder const folder;
    config::Sources sources;
    sources.flags = {{"--data", "data", (folder / "new").string()}};
    auto const findings = bot::check::look(sources);
    CHECK_FALSE(bot::check::any_problem(findings));
    CHECK(worst(findings, "folder").fix == "supportawards serve");
    CHECK_FALSE(std::filesystem::exists(folder / "new"));
}

TEST_CASE("mistakes in the configuration are all that is found", "[check]") {
    config::Sources sources;
    sources.flags = {{"--set", "web.prot", "1"}, {"--set", "log.level", "loud"}};
    auto const findings = bot::check::look(sources);
    REQUIRE(findings.size() == 2);
    CHECK_THAT(findings[0].what, Contains("did you mean web.port?"));
    CHECK(bot::check::any_problem(findings));
}

TEST_CASE("keys that others can read, or that are damaged, are problems with the command that fixes them",
          "[check]") {
    Started const started;
    auto const key = started.folder / "data/keys/pepper";
    SECTION("readable") {
        std::filesystem::permissions(key, std::filesystem::perms(0644));
        CHECK(worst(started.look(), "keys").fix == "chmod 600 " + key.string());
    }
    SECTION("short") {
        std::ofstream(key) << "short";
        CHECK_THAT(worst(started.look(), "keys").what, Contains("5 bytes instead of 32"));
    }
    SECTION("missing") {
        std::filesystem::remove(started.folder / "data/keys/mail");
        auto const missing = worst(started.look(), "keys");
        CHECK(missing.grade == Finding::Grade::problem);
        CHECK_THAT(missing.what, Contains("keys/mail is missing"));
        CHECK(missing.why == bot::what_is_lost("mail"));
        CHECK_THAT(missing.fix, Contains("BACKUP") && Contains("keys accept mail"));
        CHECK_FALSE(std::filesystem::exists(started.folder / "data/keys/mail"));
    }
    SECTION("another") {
        std::ofstream(key) << std::string(32, 'x');
        CHECK_THAT(worst(started.look(), "keys").what,
                   Contains("keys/pepper is not the one the database was made with"));
    }
}

TEST_CASE("a folder that is open to others is a problem", "[check]") {
    Started const started;
    std::filesystem::permissions(started.folder / "data/db", std::filesystem::perms(0755));
    auto const finding = worst(started.look(), "folder");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK(finding.fix == "chmod 700 " + (started.folder / "data/db").string());
}

TEST_CASE("another public_url than the recorded one is a problem", "[check]") {
    Started const started;
    auto sources = started.sources();
    sources.flags.push_back({"--public-url", "public_url", "https://new.example"});
    sources.flags.push_back({"--set", "web.trusted_proxies", "127.0.0.1"});
    auto const finding = worst(bot::check::look(sources), "config");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.fix, Contains("--i-know"));
}

TEST_CASE("what the daemon told of mail, clock and proxy is found until it is over", "[check]") {
    auto const database = GENERATE(from_range(test::databases()));
    Started const started(database);
    auto const change = [&](auto const& how) { started.open()->store.write(how); };
    change([](storage::Write& write) {
        for (auto const* name : {"mail", "clock", "proxy"})
            storage::host_alerts::raise(write, {name, "the reason", test::ManualClock::start});
    });
    auto const findings = started.look();
    CHECK(with(findings, "no mail leaves since 2026-09-01 08:00 UTC: the reason").grade ==
          Finding::Grade::problem);
    CHECK(with(findings, "it jumped").fix == "supportawards clock accept, if the clock is right");
    CHECK_THAT(with(findings, "a proxy that is not declared").fix, Contains("web.trusted_proxies"));
    change([](storage::Write& write) {
        for (auto const* name : {"mail", "clock", "proxy"}) storage::host_alerts::clear(write, name);
    });
    CHECK_FALSE(bot::check::any_problem(started.look()));
}

TEST_CASE("a clock that went backwards is a problem", "[check]") {
    Started const started;
    {
        auto const daemon = started.open();
        auto const later = daemon->clock->now() + std::chrono::days(400);
        daemon->store.write(
            [&](storage::Write& write) { storage::installation::set(write, "a", "b", later); });
    }
    auto const finding = worst(started.look(), "clock");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.fix, Contains("timedatectl"));
}

TEST_CASE("a file that is no database is a problem", "[check]") {
    Started const started;
    std::ofstream(started.database.url, std::ios::trunc) << std::string(8192, 'x');
    CHECK(worst(started.look(), "database").grade == Finding::Grade::problem);
}

TEST_CASE("findings are told to machines too", "[check]") {
    std::vector<Finding> const findings{{"disk", Finding::Grade::good, "roomy", "", ""},
                                        {"mail", Finding::Grade::problem, "broken \"badly\"", "why", "fix"}};
    auto const json = nlohmann::json::parse(bot::check::as_json(findings));
    CHECK(json["ok"] == false);
    CHECK(json["findings"][0]["fix"].is_null());
    CHECK(json["findings"][1]["what"] == "broken \"badly\"");
    CHECK_THAT(bot::check::as_text(findings), Contains("fix: fix") && Contains("1 problem, 0 warnings"));
}

TEST_CASE("checking says which network has no account, and where to connect one", "[check]") {
    Started const started;
    auto sources = started.sources();
    sources.flags.push_back({"--set", "networks.bluesky.enabled", "true"});
    auto const findings = bot::check::look(sources);
    auto const found = std::ranges::find(findings, "bluesky: not signed in", &Finding::what);
    REQUIRE(found != findings.end());
    CHECK(found->grade == Finding::Grade::warning);
    CHECK(found->fix == "open http://127.0.0.1:8080/console/networks/bluesky/connect");
    CHECK_FALSE(bot::check::any_problem(findings));
}

TEST_CASE("checking says where mails go: nowhere, from nobody, or through the server", "[check]") {
    Started const started;
    CHECK_THAT(worst(started.look(), "mail").what, Contains((started.folder / "data/outbox").string()));
    auto const own = worst(started.look_with({{"mail.outbox", "/var/box"}}), "mail");
    CHECK(own.grade == Finding::Grade::warning);
    CHECK_THAT(own.what, Contains("/var/box"));
    auto const nobody = worst(started.look_with({{"mail.smtp_host", "mail.example"}}), "mail");
    CHECK(nobody.grade == Finding::Grade::problem);
    CHECK_THAT(nobody.fix, Contains("mail.from"));
    auto const server = worst(started.look_with({{"mail.smtp_host", "mail.example"},
                                                 {"mail.smtp_port", "465"},
                                                 {"mail.from", "awards@awards.example"}}),
                              "mail");
    CHECK(server.grade == Finding::Grade::good);
    CHECK_THAT(server.what, Contains("mail.example:465 with TLS"));
    auto const open = worst(started.look_with({{"mail.smtp_host", "mail.example"},
                                               {"mail.smtp_security", "none"},
                                               {"mail.from", "awards@awards.example"}}),
                            "mail");
    CHECK_THAT(open.what, Contains("without TLS"));
}

TEST_CASE("a line of the companies file that is left out is a warning, and the others count", "[check]") {
    Started const started;
    auto const file = (started.folder / "own.csv").string();
    std::ofstream(file) << "key,name,handles,hashtags,aliases,not,domain,sector,band,author,steward\n"
                           "otter,Otter,,,,,,,,,\nBad Key,Bad,,,,,,,,,\n";
    auto const findings = started.look_with({{"detect.companies", file}});
    auto const left_out = with(findings, file + ":3: ");
    CHECK(left_out.grade == Finding::Grade::warning);
    CHECK_THAT(left_out.fix, Contains(file));
    CHECK(with(findings, "names 1 companies").grade == Finding::Grade::good);
    CHECK_FALSE(bot::check::any_problem(findings));
}

TEST_CASE("a model or a companies file that cannot be used is a problem, each for itself", "[check]") {
    Started const started;
    auto const file = (started.folder / "own").string();
    auto const missing = started.look_with({{"detect.model", file}, {"detect.companies", file}});
    CHECK(with(missing, "detect.model: " + file).grade == Finding::Grade::problem);
    CHECK(with(missing, "detect.companies: " + file).grade == Finding::Grade::problem);
    std::ofstream(file) << "not a model\n";
    auto const broken = started.look_with({{"detect.model", file}});
    CHECK(with(broken, "line 1").grade == Finding::Grade::problem);
    CHECK(with(broken, "companies.csv names").grade == Finding::Grade::good);
}

TEST_CASE("a file in the place of the data folder is a problem, and nothing in it is looked at", "[check]") {
    test::Folder const folder;
    std::ofstream(folder / "data") << "a file";
    config::Sources sources;
    sources.flags = {{"--data", "data", (folder / "data").string()}};
    auto const findings = bot::check::look(sources);
    CHECK(worst(findings, "folder").grade == Finding::Grade::problem);
    CHECK_THAT(worst(findings, "folder").what, Contains((folder / "data").string()));
    CHECK_THAT(worst(findings, "keys").what, Contains("nothing was found"));
}

TEST_CASE("a database server that does not answer is a problem, told without the password", "[check]") {
    Started const started;
    auto const finding =
        worst(started.look_with({{"database", "postgresql://ana:hunter2@127.0.0.1:1/awards"}}), "database");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.what, Contains("127.0.0.1") && !Contains("hunter2"));
    CHECK(finding.fix == "pg_isready -d \"postgresql://ana:***@127.0.0.1:1/awards\"");
}

TEST_CASE("rows that name a row that is gone make the database a problem, with the way back", "[check]") {
    Started const started;
    {
        soci::session session(soci::sqlite3, "db=\"" + started.database.url + "\"");
        session << "insert into candidates (id, post, label, praise, reasons, model, lane, queue_key, state, "
                   "created_at) "
                   "values ('a', 'gone', 'praise', 1, '[]', 'm', 'likely', 1, 'waiting', 0)";
    }
    auto const finding = worst(started.look(), "database");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.what, Contains("1 rows of candidates"));
    CHECK_THAT(finding.fix, Contains((started.folder / "data/backups").string()));
}

TEST_CASE("a database of a newer program is a problem that says which schema it has", "[check]") {
    auto const database = GENERATE(from_range(test::databases()));
    Started const started(database);
    started.open()->store.write([](storage::Write& write) {
        write.session() << "insert into migrations (number, name, applied_at) values (100, 'x', 0)";
    });
    auto const finding = worst(started.look(), "database");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.what, Contains("has schema 100"));
}

TEST_CASE("files that the archive cannot read are problems, each by its name", "[check]") {
    Started const started;
    auto const here = (started.folder / "here").string(), gone = (started.folder / "gone").string();
    std::ofstream(here) << "";
    auto const findings = started.look_with(
        {{"networks.archive.enabled", "true"}, {"networks.archive.paths", here + "," + gone}});
    CHECK(with(findings, "archive can read " + here).grade == Finding::Grade::good);
    CHECK(with(findings, "archive cannot read " + gone).grade == Finding::Grade::problem);
    CHECK(with(started.look(), "no network is enabled").grade == Finding::Grade::warning);
}

TEST_CASE("an account must say of itself that it is automated, where its network asks for it", "[check]") {
    Started const started;
    test::HttpServer server;
    server.answer("/api/v2/instance", test::fixture_answer("mastodon/instance_v2"));
    auto const findings = [&](std::string const& account, int status) {
        server.forget("/api/v1/accounts/verify_credentials");
        server.answer("/api/v1/accounts/verify_credentials", test::json_answer(account, status));
        return started.look_with({{"networks.mastodon.enabled", "true"},
                                  {"networks.mastodon.instance", server.address()},
                                  {"networks.mastodon.access_token", "secret"},
                                  {"networks.private_addresses", "true"}});
    };
    auto account = nlohmann::json::parse(test::fixture_answer("mastodon/account").body);
    account["bot"] = true;
    CHECK(with(findings(account.dump(), 200), "is labelled as automated").grade == Finding::Grade::good);
    account["bot"] = false;
    auto const unlabelled = with(findings(account.dump(), 200), "is not labelled as automated");
    CHECK(unlabelled.grade == Finding::Grade::warning);
    CHECK_THAT(unlabelled.fix, Contains("bot flag"));
    auto const refused = findings(R"({"error":"The access token is invalid"})", 401);
    auto const why = std::ranges::find(refused, "the account cannot be looked at", &Finding::why);
    REQUIRE(why != refused.end());
    CHECK_THAT(why->fix, Contains("[networks.mastodon]"));
}

TEST_CASE("the rules of a network are to be read again after 90 days, and the clock must say a likely year",
          "[check]") {
    test::Folder const folder;
    auto const at = [&](bot::Time moment) {
        std::ofstream(folder / "clock") << (moment - bot::SystemClock().now()).count();
        return nlohmann::json::parse(test::run({"--data", (folder / "data").string(), "--set",
                                                "networks.hackernews.enabled=true", "check", "--json"},
                                               {{"SUPPORTAWARDS_CLOCK_FILE", (folder / "clock").string()}})
                                         .out)["findings"];
    };
    auto const grade = [](nlohmann::json const& findings, std::string const& words) {
        for (auto const& finding : findings)
            if (finding["what"].get<std::string>().find(words) != std::string::npos)
                return finding["grade"].get<std::string>();
        return "no \"" + words + "\" in " + findings.dump();
    };
    std::chrono::sys_days read_on;
    std::istringstream(bot::networks::policy_of("hackernews").checked_on) >> date::parse("%F", read_on);
    CHECK(grade(at(read_on + std::chrono::days(91) - std::chrono::minutes(5)), "the rules of hackernews") ==
          "good");
    CHECK(grade(at(read_on + std::chrono::days(91) + std::chrono::minutes(5)), "the rules of hackernews") ==
          "warning");
    REQUIRE(test::run({"--data", (folder / "data").string(), "publish"}).code == 0);
    CHECK(grade(at(std::chrono::sys_days(std::chrono::year(2025) / 12 / 31)), "it says 2025-12-31") ==
          "problem");
    CHECK(grade(at(std::chrono::sys_days(std::chrono::year(2100) / 1 / 2)), "it says 2100-01-02") ==
          "problem");
}
