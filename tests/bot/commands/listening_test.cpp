#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

#include "bot/networks/policy.h"
#include "tests/tools/program.h"

using Catch::Contains;

namespace {

/// A data folder, and posts to read: two good lines and a bad one.
struct Posts {
    test::Folder folder;
    std::string const file = (folder / "posts.jsonl").string();
    Posts() {
        std::ofstream(file)
            << R"({"id": "1", "author": "jo", "text": "Huge thanks to the @BrixelAir team for their kind help!", "created_at": "2026-11-20T10:00:00Z", "lang": "en"})"
            << "\n{\"id\": \n"
            << R"({"id": "2", "author": "bo", "text": "What is for lunch today?", "created_at": "2026-11-01T10:00:00Z", "lang": "en"})"
            << "\n";
    }
    test::Ran run(test::Program::Words words) const {
        test::Program::Words all{"--data", (folder / "data").string(), "--set", "detect.companies=demo"};
        all.insert(all.end(), words.begin(), words.end());
        return test::run(all);
    }
};

}  // namespace

TEST_CASE("import counts what it read, names the line it could not, and queues nothing twice", "[commands]") {
    Posts const posts;
    auto const first = posts.run({"import", posts.file});
    CHECK(first.code == 1);
    CHECK_THAT(first.out, Contains("2 posts of 1 file") && Contains("1 queued"));
    CHECK_THAT(first.out, Contains("1 line could not be read") && Contains("posts.jsonl:2"));
    CHECK_THAT(posts.run({"import", posts.file}).out, Contains("0 queued"));
}

TEST_CASE("import leaves out what is older than asked for", "[commands]") {
    Posts const posts;
    CHECK_THAT(posts.run({"import", posts.file, "--from", "2026-11-10"}).out, Contains("1 too old"));
    auto const mistyped = posts.run({"import", posts.file, "--from", "10.11.2026"});
    CHECK(mistyped.code == 2);
    CHECK_THAT(mistyped.error, Contains("YYYY-MM-DD"));
}

TEST_CASE("the networks are listed with what they allow, and checked", "[commands]") {
    Posts const posts;
    CHECK_THAT(posts.run({"network", "list"}).out, Contains("No network is enabled"));
    test::Program::Words const on{"--set", "networks.archive.enabled=true", "--set",
                                  "networks.archive.paths=" + posts.file};
    auto const with = [&](test::Program::Words words) {
        words.insert(words.begin(), on.begin(), on.end());
        return posts.run(words);
    };
    CHECK_THAT(with({"network", "list"}).out, Contains("archive") && Contains("not asked yet") &&
                                                  Contains("no posts read, no finds") &&
                                                  Contains("read on "));
    auto const checked = with({"network", "check"});
    CHECK(checked.code == 0);
    CHECK_THAT(checked.out, Contains("archive can read " + posts.file));
    auto const missing = with({"--set", "networks.archive.paths=/nowhere", "network", "check"});
    CHECK(missing.code == 1);
    CHECK_THAT(missing.out, Contains("archive cannot read /nowhere"));
}

TEST_CASE("a watch query is tried on what is stored, added with who keeps it, listed and retired",
          "[commands]") {
    Posts const posts;
    posts.run({"import", posts.file});
    auto const tried = posts.run({"watch", "try", "(thanks OR kudos) team"});
    CHECK(tried.code == 0);
    CHECK_THAT(tried.out, Contains("asks      (thanks OR kudos) team -is:retweet") &&
                              Contains("It holds for 1 of the 1 find stored"));
    CHECK_THAT(tried.out, Contains("Not known: no find of a whole day of X is stored.") &&
                              Contains("X charges $0.005 for every post that its search gives"));
    auto const all = posts.run({"watch", "try", "lang:en"});
    CHECK(all.code == 1);
    CHECK_THAT(all.out, Contains("problem     It matches everything."));

    auto const add = [&](std::string const& words, std::string const& steward) {
        return posts.run({"watch", "add", words, "--author", "Ines", "--steward", steward, "--network", "x"});
    };
    CHECK(add("kudos", "Ines").code == 1);
    CHECK(add("lang:en", "Ben").code == 1);
    CHECK(add("(kudos", "Ben").code == 1);
    CHECK(add("kudos", "Ben").code == 0);
    auto const listed = posts.run({"watch", "list"}).out;
    CHECK_THAT(listed, Contains("kudos\n  x, by Ines, kept by Ben"));
    auto const id = listed.substr(0, listed.find("  "));
    CHECK(posts.run({"watch", "retire", id}).code == 0);
    CHECK(posts.run({"watch", "retire", id}).code == 1);
}

TEST_CASE("rules that nobody read for 90 days are warned of, until the host's own take their place",
          "[commands]") {
    Posts const posts;
    auto const clock = (posts.folder / "clock").string();
    std::ofstream(clock) << std::chrono::milliseconds(std::chrono::days(3650)).count();
    auto const late =
        test::run({"--data", (posts.folder / "data").string(), "--set", "networks.archive.enabled=true",
                   "--set", "networks.archive.paths=" + posts.file, "network", "check"},
                  {{"SUPPORTAWARDS_CLOCK_FILE", clock}});
    CHECK(late.code == 0);
    CHECK_THAT(late.out, Contains("warning") && Contains("the rules of archive were last read on 20") &&
                             Contains("network policy archive > /etc/supportawards/policies/archive.toml"));
    std::filesystem::create_directories(posts.folder / "own");
    auto const own = (posts.folder / "own" / "archive.toml").string();
    std::string text(bot::networks::policy_text("archive").text);
    auto const date = text.find("checked_on = ");
    std::ofstream(own) << text.substr(0, date) << "checked_on = \"2036-11-01\"\n";
    auto const with_own = [&](test::Program::Words words) {
        words.insert(words.begin(),
                     {"--data", (posts.folder / "data").string(), "--set", "networks.archive.enabled=true",
                      "--set", "networks.archive.paths=" + posts.file, "--set",
                      "networks.policies=" + (posts.folder / "own").string()});
        return test::run(words, {{"SUPPORTAWARDS_CLOCK_FILE", clock}}).out;
    };
    CHECK_THAT(
        with_own({"network", "check"}),
        Contains("the rules of archive were read on 2036-11-01 (" + own + ")") && !Contains("last read"));
    CHECK_THAT(with_own({"network", "list"}), Contains(own));
    CHECK_THAT(with_own({"network", "policy", "archive"}), Contains("2036-11-01") && Contains("From " + own));
    std::ofstream(posts.folder / "own" / "twitter.toml") << text;
    CHECK_THAT(with_own({"network", "check"}), Contains("twitter.toml is of no network"));
    std::ofstream(own) << "title = 1\n";
    CHECK_THAT(with_own({"network", "check"}), Contains(own + ": title must be a text"));
}
