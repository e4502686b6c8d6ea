#include "bot/check/check.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bot/app/prepare.h"
#include "storage/installation.h"
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

    test::Folder folder;
    test::Database database;
};

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
    CHECK(worst(findings, "folder").mend == "supportawards serve");
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

TEST_CASE("keys that others can read, or that are damaged, are problems with the command that mends them",
          "[check]") {
    Started const started;
    auto const key = started.folder / "data/keys/pepper";
    SECTION("readable") {
        std::filesystem::permissions(key, std::filesystem::perms(0644));
        CHECK(worst(started.look(), "keys").mend == "chmod 600 " + key.string());
    }
    SECTION("short") {
        std::ofstream(key) << "short";
        CHECK_THAT(worst(started.look(), "keys").what, Contains("5 bytes instead of 32"));
    }
    SECTION("missing") {
        std::filesystem::remove(started.folder / "data/keys/mail");
        auto const findings = started.look();
        auto const missing = std::find_if(findings.begin(), findings.end(), [](auto const& finding) {
            return finding.what.find("keys/mail is missing") != std::string::npos;
        });
        REQUIRE(missing != findings.end());
        CHECK_THAT(missing->mend, Contains("BACKUP"));
    }
}

TEST_CASE("a folder that is open to others is a problem", "[check]") {
    Started const started;
    std::filesystem::permissions(started.folder / "data/db", std::filesystem::perms(0755));
    auto const finding = worst(started.look(), "folder");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK(finding.mend == "chmod 700 " + (started.folder / "data/db").string());
}

TEST_CASE("another public_url than the recorded one is a problem", "[check]") {
    Started const started;
    auto sources = started.sources();
    sources.flags.push_back({"--public-url", "public_url", "https://new.example"});
    auto const finding = worst(bot::check::look(sources), "config");
    CHECK(finding.grade == Finding::Grade::problem);
    CHECK_THAT(finding.mend, Contains("--i-know"));
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
    CHECK_THAT(finding.mend, Contains("timedatectl"));
}

TEST_CASE("a file that is no database is a problem", "[check]") {
    Started const started;
    std::ofstream(started.database.url, std::ios::trunc) << std::string(8192, 'x');
    CHECK(worst(started.look(), "database").grade == Finding::Grade::problem);
}

TEST_CASE("findings are told to machines too", "[check]") {
    std::vector<Finding> const findings{{"disk", Finding::Grade::good, "roomy", "", ""},
                                        {"mail", Finding::Grade::problem, "broken \"badly\"", "why", "mend"}};
    auto const json = nlohmann::json::parse(bot::check::as_json(findings));
    CHECK(json["ok"] == false);
    CHECK(json["findings"][0]["mend"].is_null());
    CHECK(json["findings"][1]["what"] == "broken \"badly\"");
    CHECK_THAT(bot::check::as_text(findings), Contains("mend: mend") && Contains("1 problem, 0 warnings"));
}

TEST_CASE("checking says which network has no account, and where to connect one", "[check]") {
    Started const started;
    auto sources = started.sources();
    sources.flags.push_back({"--set", "networks.bluesky.enabled", "true"});
    auto const findings = bot::check::look(sources);
    auto const found = std::ranges::find(findings, "bluesky: not signed in", &Finding::what);
    REQUIRE(found != findings.end());
    CHECK(found->grade == Finding::Grade::warning);
    CHECK(found->mend == "open http://127.0.0.1:8080/console/networks/bluesky/connect");
    CHECK_FALSE(bot::check::any_problem(findings));
}
