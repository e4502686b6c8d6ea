// What the repositories rely on to be the same on SQLite and PostgreSQL: storage/README.md lists the rules.

#include <catch2/catch.hpp>
#include <limits>

#include "storage/engine/sql.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

using storage::into;
using storage::use;

namespace {

std::string joined(storage::Read const& read, char const* query) {
    std::string all;
    for (auto const& what : storage::select_all<std::string>(read, query))
        all += (all.empty() ? "" : " ") + what;
    return all;
}

}  // namespace

TEST_CASE("a duplicate changes no row, is told apart and does not end the transaction",
          "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) {
        std::string const what = "a";
        for (long long const expected : {1, 0}) {
            auto const added = storage::execute(write, R"(
                insert into throttles (what, tries, since) values (:what, 1, 0)
                on conflict (what) do nothing)",
                                                use(what, "what"));
            CHECK(added == expected);
        }
        test::mark(write, "b");
    });
    CHECK(test::marks(world.store) == 2);
}

TEST_CASE("returning tells whether a row was changed, and gives it", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) {
        test::mark(write, "a");
        long long tries = 0;
        write.session()
            << "update throttles set tries = tries + 6 where what = 'a' and tries < 5 returning tries",
            into(tries);
        CHECK(write.session().got_data());
        CHECK(tries == 7);
        write.session()
            << "update throttles set tries = tries + 6 where what = 'a' and tries < 5 returning tries",
            into(tries);
        CHECK_FALSE(write.session().got_data());
    });
}

TEST_CASE("integers are exact to 64 bits", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    for (auto const number : {std::numeric_limits<long long>::max(), std::numeric_limits<long long>::min(),
                              9'007'199'254'740'993LL}) {
        world.store.write([&](storage::Write& write) {
            write.session() << "insert into throttles (what, tries, since) values ('n', :number, 0) "
                               "on conflict (what) do update set tries = excluded.tries",
                use(number, "number");
        });
        long long back = 0;
        storage::Read(world.store).session() << "select tries from throttles where what = 'n'", into(back);
        CHECK(back == number);
    }
}

TEST_CASE("text is ordered by its bytes and kept to the byte", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) {
        for (auto const* what : {"b", "B", "ä", "a", "🙂", "A:what"}) test::mark(write, what);
    });
    CHECK(joined(world.store, "select what from throttles order by what") == "A:what B a b ä 🙂");
    std::string const awkward = "it's :what \\ \"quoted\" % _ \n é\u0301";
    world.store.write([&](storage::Write& write) { test::mark(write, awkward); });
    CHECK(test::marked(world.store, awkward));
}

TEST_CASE("NULL is last where the query says so, in both directions", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) {
        for (auto const* what : {"none", "one", "two"}) test::mark(write, what);
        write.session() << "update throttles set until_time = 1 where what = 'one'";
        write.session() << "update throttles set until_time = 2 where what = 'two'";
    });
    CHECK(joined(world.store, "select what from throttles order by until_time nulls last") == "one two none");
    CHECK(joined(world.store, "select what from throttles order by until_time desc nulls last") ==
          "two one none");
}

TEST_CASE("a NULL parameter may be asked for when it is cast", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) { test::mark(write, "a"); });
    std::optional<std::string> const any;
    std::optional<std::string> const other = "b";
    for (auto const& [wanted, expected] : {std::pair(any, 1), std::pair(other, 0)}) {
        int found = 0;
        storage::Read(world.store).session()
            << "select count(*) from throttles where cast(:wanted as text) is null "
               "or what = :wanted",
            use(wanted, "wanted"), into(found);
        CHECK(found == expected);
    }
}

TEST_CASE("truth is 0 or 1, and the schema's rules hold", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const add = [&](int summoned) {
        auto const id = std::to_string(summoned);
        world.store.write([&](storage::Write& write) {
            write.session() << "insert into posts (id, network, post_key, summoned, seen_at) "
                               "values (:id, 'n', :id, :summoned, 0)",
                use(id, "id"), use(summoned, "summoned");
        });
    };
    add(1);
    add(0);
    CHECK_THROWS_AS(add(2), storage::Error);
    bool summoned = false;
    storage::Read(world.store).session() << "select summoned from posts where id = '1'", into(summoned);
    CHECK(summoned);
}

TEST_CASE("a row cannot name one that is not there", "[storage][portable]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK_THROWS_AS(world.store.write([](storage::Write& write) {
        write.session() << "insert into company_names (company, kind, folded) values ('gone', 'alias', 'x')";
    }),
                    storage::Error);
}
