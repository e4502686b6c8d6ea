#include "storage/store.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "storage/sql.h"
#include "tests/tools/world.h"

namespace {

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("store-" + storage::random_base32(10));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

storage::StoreOptions options(Folder const& folder) {
    return {(folder.path / "test.db").string(), folder.path / "backups", 3, [] { return storage::Time{}; }};
}

}  // namespace

TEST_CASE("a write that throws leaves nothing behind and its exception arrives", "[storage]") {
    Folder const folder;
    storage::Store store(options(folder));
    auto const add = [](storage::Write& write, std::string const& what) {
        write.session() << "insert into throttles (what, tries, since) values (:what, 1, 0)",
            storage::use(what, "what");
    };
    CHECK_THROWS_WITH(store.write([&](storage::Write& write) {
        add(write, "a");
        throw std::runtime_error("no");
    }),
                      "no");
    store.write([&](storage::Write& write) { add(write, "b"); });
    long long rows = 0;
    storage::Read(store).session() << "select count(*) from throttles", storage::into(rows);
    CHECK(rows == 1);
}

TEST_CASE("a second store on the same file is refused and names the first one's process", "[storage]") {
    Folder const folder;
    storage::Store const first(options(folder));
    CHECK_THROWS_WITH(storage::Store(options(folder)),
                      Catch::Contains("process " + std::to_string(::getpid())));
}

TEST_CASE("a command may work beside the process that holds the database", "[storage]") {
    test::World world;
    auto options = world.options();
    CHECK_THROWS_AS(storage::Store(options), storage::Error);
    options.alongside = true;
    storage::Store beside(options);
    auto const add = [](storage::Write& write) {
        write.session() << "insert into throttles (what, tries, since) values ('a', 1, 0)";
    };
    beside.write(add);
    int tries = 0;
    storage::Read(world.store).session() << "select tries from throttles where what = 'a'",
        storage::into(tries);
    CHECK(tries == 1);
}
