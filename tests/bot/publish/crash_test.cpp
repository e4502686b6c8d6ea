#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "tests/bot/publish/stage.h"

namespace {

/// This program again, running the hidden test below on the database, to be killed at that step.
int publish_and_die(storage::StoreOptions const& options, test::Stage const& stage, std::string const& step) {
    auto const child = ::fork();
    if (child == 0) {
        ::setenv("SUPPORTAWARDS_KILL_AT", step.c_str(), 1);
        ::setenv("PUBLISH_DATABASE", options.database.c_str(), 1);
        ::setenv("PUBLISH_SITE", stage.settings.site.c_str(), 1);
        ::execl("/proc/self/exe", "tests", "publishes and is killed", nullptr);
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}

}  // namespace

TEST_CASE("publishes and is killed", "[.][child]") {
    auto const* database = std::getenv("PUBLISH_DATABASE");
    auto const* site = std::getenv("PUBLISH_SITE");
    REQUIRE((database != nullptr && site != nullptr));
    test::ManualClock const clock;
    storage::StoreOptions options;
    options.database = database;
    options.backups = std::filesystem::path(site) / ".backups";
    options.now = [&] { return clock.now(); };
    storage::Store store(options);
    bot::pages::Words const words;
    bot::pages::Pages const pages(words);
    bot::publish::Settings settings{.site = site, .public_url = "https://awards.example", .languages = {}};
    settings.interval = std::chrono::seconds(0);
    settings.batch = 1;
    bot::publish::Publisher publisher(store, clock, pages, settings);
    test::Stage::run(publisher);
}

TEST_CASE("killed at any step of publishing, the next run makes it good", "[publish]") {
    auto const step = GENERATE(as<std::string>(), "publish.before_rename", "publish.after_rename",
                               "publish.counted", "publish.companies_printed", "publish.printed");
    test::Stage stage;
    stage.company("Fernweh");
    stage.publish();
    auto const before = stage.files();
    stage.company("Hollow");
    stage.thank_often("Fernweh", 3);
    stage.thank_often("Hollow", 3);

    // A second program cannot open the file while this one has it.
    auto const database = stage.folder / "copy.db";
    stage.store.copy_to(database);
    auto options = stage.options();
    options.database = database.string();
    CHECK(publish_and_die(options, stage, step) == SIGKILL);

    for (auto const& [name, bytes] : before) {
        CHECK(stage.has(name));
        if (name.ends_with(".html")) CHECK(stage.read(name).ends_with("</html>\n"));
    }
    auto const linked = stage.read("index.html").find("company/hollow/") != std::string::npos;
    CHECK((!linked || stage.has("company/hollow/index.html")));
    storage::Store again(options);
    CHECK_FALSE(storage::board_changes::waiting(again, 10).empty());
    bot::publish::Publisher after(again, stage.clock, stage.pages, stage.settings);
    test::Stage::run(after);
    CHECK(storage::board_changes::waiting(again, 10).empty());
    CHECK(stage.read("results.json").find("\"people\": 3") != std::string::npos);
    CHECK(stage.has("de/company/fernweh/index.html"));
    for (auto const& [name, bytes] : stage.files()) CHECK(name.find(".new") == std::string::npos);
}
