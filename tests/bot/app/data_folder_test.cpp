#include "bot/installation.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/base/user_error.h"
#include "tests/tools/world.h"

namespace {

unsigned mode(std::filesystem::path const& path) {
    struct stat state {};
    REQUIRE(::stat(path.c_str(), &state) == 0);
    return state.st_mode & 07777;
}

}  // namespace

TEST_CASE("a data folder is made whole, and closed to others but for the site", "[data_folder]") {
    test::Folder const folder;
    auto const old_mask = ::umask(0);
    bot::DataFolder const data(folder / "deep" / "data");
    ::umask(old_mask);
    for (auto const* part : {&data.db, &data.keys, &data.log, &data.models, &data.backups, &data.outbox})
        CHECK(mode(*part) == 0700);
    CHECK(mode(data.path) == 0711);
    CHECK(mode(data.site) == 0755);
    CHECK(data.db == folder / "deep" / "data" / "db");
}

TEST_CASE("a strict umask does not hide the site", "[data_folder]") {
    test::Folder const folder;
    auto const old_mask = ::umask(077);
    bot::DataFolder const data(folder / "data");
    ::umask(old_mask);
    CHECK(mode(data.path) == 0711);
    CHECK(mode(data.site) == 0755);
}

TEST_CASE("the modes of a folder that is there stay as its owner set them", "[data_folder]") {
    test::Folder const folder;
    bot::DataFolder const first(folder / "data");
    std::filesystem::permissions(first.outbox, std::filesystem::perms(0750));
    bot::DataFolder const second(folder / "data");
    CHECK(mode(second.outbox) == 0750);
}

TEST_CASE("a second daemon on a data folder is refused and told the first one's pid", "[data_folder]") {
    test::Folder const folder;
    bot::DataFolder second(folder / "data");
    {
        bot::DataFolder first(folder / "data");
        first.lock();
        CHECK_THROWS_WITH(second.lock(), Catch::Contains("process " + std::to_string(::getpid())) &&
                                             Catch::Contains((folder / "data").string()));
    }
    CHECK_NOTHROW(second.lock());
}

TEST_CASE("a data folder that cannot be made is named", "[data_folder]") {
    test::Folder const folder;
    std::ofstream(folder / "file") << "x";
    CHECK_THROWS_AS(bot::DataFolder(folder / "file"), bot::UserError);
    CHECK_THROWS_WITH(bot::DataFolder(folder / "file" / "data"), Catch::Contains((folder / "file").string()));
}
