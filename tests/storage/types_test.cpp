#include "storage/types.h"

#include <catch2/catch.hpp>
#include <set>

#include "storage/engine/sql.h"
#include "tests/tools/marks.h"
#include "tests/tools/world.h"

TEST_CASE("an id is 128 random bits as 26 letters that need no quoting anywhere", "[storage]") {
    std::set<std::string> seen;
    std::set<char> letters;
    for (int i = 0; i < 1000; ++i) {
        auto const id = storage::PostId::random();
        CHECK(id.text().size() == 26);
        CHECK(id.text().find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
        letters.insert(id.text().begin(), id.text().end());
        seen.insert(id.text());
    }
    CHECK(seen.size() == 1000);
    CHECK(letters.size() == 32);
    CHECK(storage::random_base32(10).size() == 16);
    CHECK(storage::random_base32(0).empty());
    CHECK(storage::PostId().empty());
}

TEST_CASE("the ids of two kinds of row cannot be mixed up", "[storage]") {
    CHECK_FALSE(std::is_convertible_v<storage::PostId, storage::CandidateId>);
    CHECK_FALSE(std::is_convertible_v<std::string, storage::PostId>);
}

TEST_CASE("a day is written and read in one form", "[storage]") {
    using namespace std::chrono;
    storage::Time const midnight(sys_days(year(2028) / 2 / 29));
    CHECK(storage::day_of(midnight) == "2028-02-29");
    CHECK(storage::day_of(midnight + hours(24) - milliseconds(1)) == "2028-02-29");
    CHECK(storage::day_of(midnight - milliseconds(1)) == "2028-02-28");
    CHECK(storage::start_of_day("2028-02-29") == midnight);
    CHECK(storage::day_of(storage::Time(milliseconds(-1))) == "1969-12-31");
    CHECK(storage::start_of_day("1969-12-31") == storage::Time(-hours(24)));
}

TEST_CASE("what is no day is none", "[storage]") {
    for (auto const* text :
         {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "2027-01-1", "27-01-01", "2027-01-01 ",
          " 2027-01-01", "+027-01-01", "2027-01--1", "2027/01/01", "someday"}) {
        INFO(text);
        CHECK_FALSE(storage::start_of_day(text));
    }
}

TEST_CASE("times keep their millisecond, also before 1970, and an unknown one is NULL", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    for (auto const ms : {0LL, -1LL, 1'788'249'600'123LL, 253'402'300'799'999LL}) {
        storage::Time const time{std::chrono::milliseconds(ms)};
        std::optional<storage::Time> unknown;
        world.store.write([&](storage::Write& write) {
            write.session()
                << "insert into throttles (what, tries, since, until_time) values ('t', 1, :since, :until)",
                storage::use(time, "since"), storage::use(unknown, "until");
        });
        storage::Time back{};
        std::optional<storage::Time> until = time;
        long long stored = 0;
        storage::Read(world.store).session()
            << "select since, until_time, since from throttles where what = 't'",
            storage::into(back), storage::into(until), storage::into(stored);
        CHECK(back == time);
        CHECK(stored == ms);
        CHECK_FALSE(until);
        world.store.write([](storage::Write& write) { write.session() << "delete from throttles"; });
    }
}

TEST_CASE("a time that must be known and is NULL is an error, not 1970", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](storage::Write& write) { test::mark(write, "a"); });
    storage::Time until{};
    CHECK_THROWS(storage::Read(world.store).session() << "select until_time from throttles",
                 storage::into(until));
}
