#include "tests/tools/world.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <cstdlib>
#include <memory>

namespace test {
namespace {

std::string server() {
    auto const* url = std::getenv("SUPPORTAWARDS_TEST_POSTGRESQL");
    return url == nullptr ? "" : url;
}

void on_server(std::string const& statement) {
    soci::session session(soci::postgresql,
                          server() + "/postgres?connect_timeout=10&options=-cclient_min_messages%3Dwarning");
    session << statement;
}

}  // namespace

Folder::Folder()
    : path(std::filesystem::temp_directory_path() / ("supportawards-" + storage::random_base32(10))) {
    std::filesystem::create_directories(path);
}

Folder::~Folder() {
    std::error_code left_behind;
    std::filesystem::remove_all(path, left_behind);
}

std::vector<std::string> databases() {
    std::vector<std::string> found{"sqlite"};
    if (!server().empty()) found.push_back("postgresql");
    return found;
}

Database::Database(std::string const& engine, Folder const& folder) {
    if (engine == "sqlite") {
        url = (folder / "test.db").string();
        return;
    }
    // A schema of its own is an empty database to the program, and made in a third of the time.
    name_ = "test_" + storage::random_base32(10);
    on_server("create schema " + name_);
    url = server() + "/postgres?options=-csearch_path%3D" + name_;
}

Database::~Database() {
    if (name_.empty()) return;
    try {
        on_server("drop schema " + name_ + " cascade");
    } catch (soci::soci_error const&) {
        // The server goes away with the test run, and its databases with it.
    }
}

World::World(std::string const& engine) : keys(folder / "keys"), database(engine, folder), store(options()) {}

storage::StoreOptions World::options() {
    return {database.url, folder / "backups", 3, [this] { return clock.now(); }};
}

void World::restart() {
    std::destroy_at(&store);
    try {
        std::construct_at(&store, options());
    } catch (...) {
        std::terminate();  // There is no World without a store.
    }
}

}  // namespace test
