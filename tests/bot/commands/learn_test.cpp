#include <catch2/catch.hpp>

#include "bot/app/settings.h"
#include "bot/installation.h"
#include "tests/bot/learn/evenings.h"
#include "tests/tools/program.h"

using Catch::Contains;

namespace {

/// A data folder on whose desk something was decided; posts of the network "archive" may train.
struct Home {
    explicit Home(int decisions) {
        bot::DataFolder const made(folder / "data");
        test::LearningOffice office(made.path, (made.db / "supportawards.db").string());
        office.decide(decisions, 0, "archive");
    }
    test::Ran train(test::Program::Words words) const {
        words.insert(words.begin(), {"--data", (folder / "data").string(), "train"});
        return test::run(words);
    }
    test::Ran check() const { return test::run({"--data", (folder / "data").string(), "check"}); }

    test::Folder folder;
};

}  // namespace

TEST_CASE("train --desk says how many decisions are missing", "[commands][learn]") {
    Home const home(5);
    auto const ran = home.train({"--desk"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("10 decisions") && Contains("Too few") && Contains("30 are needed"));
    CHECK_THAT(home.train({"--versions"}).out, Contains("No refit yet"));
    auto const back = home.train({"--go-back"});
    CHECK(back.code == 1);
    CHECK_THAT(back.error, Contains("there is none before it"));
}

TEST_CASE("train --desk reports old against new, uses what is better, and goes back", "[commands][learn]") {
    Home const home(120);
    auto const tried = home.train({"--desk", "--dry-run"});
    CHECK_THAT(tried.out, Contains("240 decisions") && Contains("the base") && Contains("nothing was kept"));
    CHECK_THAT(home.train({"--versions"}).out, Contains("No refit yet"));

    auto const ran = home.train({"--desk"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("better: it is version 1, and in use from now on"));
    CHECK_THAT(home.check().out, Contains("version 1 judges the posts"));
    CHECK_THAT(home.train({"--desk"}).out, Contains("version 1 stays in use"));

    std::filesystem::remove(home.folder / "data/models/1.model");
    CHECK_THAT(home.check().out,
               Contains("1.model cannot be read") && Contains("supportawards train --go-back 0"));
    auto const back = home.train({"--go-back"});
    CHECK(back.code == 0);
    CHECK_THAT(back.out, Contains("the base is in use from now on"));
    CHECK(home.train({"--go-back", "1"}).code == 1);
    CHECK(home.train({"--go-back", "9"}).code == 1);
    CHECK_THAT(home.train({"--versions"}).out,
               Contains("version 1 from") && Contains("the base from") && Contains("gone back to"));
}
