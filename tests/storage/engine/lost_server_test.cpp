#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <catch2/catch.hpp>

#include "tests/tools/marks.h"
#include "tests/tools/world.h"

namespace {

/// What a restart of the server does to the sessions of this database, as they see it.
void end_sessions(test::World& world) {
    soci::session session(soci::postgresql, world.database.url + "&connect_timeout=10");
    session << "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
               "where datname = current_database() and pid <> pg_backend_pid()";
}

bool has_server() {
    return test::databases().size() > 1;
}

}  // namespace

TEST_CASE("the next read and the next write after the server restarted work", "[storage]") {
    if (!has_server()) return;
    test::World world("postgresql");
    world.store.write([](storage::Write& write) { test::mark(write, "a"); });
    end_sessions(world);
    for (int session = 0; session < 3; ++session) CHECK(test::marked(world.store, "a"));
    end_sessions(world);
    for (int session = 0; session < 3; ++session)
        world.store.write([&](storage::Write& write) { test::mark(write, std::to_string(session)); });
    CHECK(test::marks(world.store) == 4);
}

TEST_CASE("a change that was cut off by a restart of the server runs again", "[storage]") {
    if (!has_server()) return;
    test::World world("postgresql");
    int runs = 0;
    world.store.write([&](storage::Write& write) {
        test::mark(write, "before");
        if (++runs == 1) end_sessions(world);
        test::mark(write, "after");
    });
    CHECK(runs == 2);
    CHECK(test::marks(world.store) == 2);
}

TEST_CASE("a server that is lost again and again is reported as not reachable", "[storage]") {
    if (!has_server()) return;
    test::World world("postgresql");
    try {
        world.store.write([&](storage::Write& write) {
            end_sessions(world);
            test::mark(write, "a");
        });
        FAIL("the server never stayed");
    } catch (storage::Error const& error) {
        CHECK(error.kind() == storage::Error::Kind::unreachable);
    }
    CHECK(test::marks(world.store) == 0);
}
