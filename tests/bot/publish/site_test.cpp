#include "bot/publish/site.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <system_error>

#include "tests/tools/world.h"

using bot::publish::Site;

namespace {

std::string read(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a file is written once and touched again only when its bytes differ", "[publish]") {
    test::Folder folder;
    Site site(folder / "site");
    CHECK(site.write("de/company/a/index.html", "one"));
    CHECK_FALSE(site.write("de/company/a/index.html", "one"));
    CHECK(site.write("de/company/a/index.html", "two"));
    CHECK(read(folder / "site/de/company/a/index.html") == "two");
    CHECK(site.changed() == 2);
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "site/de/company/a"), {}) == 1);
}

TEST_CASE("what a crash left beside a file is overwritten by the next attempt", "[publish]") {
    test::Folder folder;
    Site site(folder / "site");
    std::ofstream(folder / "site/.feed.xml.new") << "half of somethi";
    CHECK(site.write("feed.xml", "whole"));
    CHECK(read(folder / "site/feed.xml") == "whole");
    CHECK_FALSE(std::filesystem::exists(folder / "site/.feed.xml.new"));
}

TEST_CASE("a removed file takes its empty folder with it and no other", "[publish]") {
    test::Folder folder;
    Site site(folder / "site");
    site.write("company/a/index.html", "a");
    site.write("company/b/index.html", "b");
    CHECK(site.remove("company/a/index.html"));
    CHECK_FALSE(site.remove("company/a/index.html"));
    CHECK_FALSE(std::filesystem::exists(folder / "site/company/a"));
    CHECK(site.has("company/b/index.html"));
}

TEST_CASE("nothing is written outside the folder or under a hidden name", "[publish]") {
    test::Folder folder;
    Site site(folder / "site");
    for (std::string const name : {"../a", "a/../../b", "/etc/a", "a//b", ".a", "a/.b", "", "a/"}) {
        CHECK_THROWS_AS(site.write(name, "x"), std::invalid_argument);
    }
    CHECK_THROWS_AS(site.write(std::string("a\0b", 3), "x"), std::invalid_argument);
    CHECK(std::filesystem::is_empty(folder / "site"));
}

TEST_CASE("a file that cannot be written leaves the old one whole", "[publish]") {
    test::Folder folder;
    Site site(folder / "site");
    site.write("index.html", "old");
    std::filesystem::create_directory(folder /
                                      "site/.index.html.new");  // As good as a full disk: opening it fails.
    CHECK_THROWS_AS(site.write("index.html", "new"), std::system_error);
    CHECK(read(folder / "site/index.html") == "old");
}
