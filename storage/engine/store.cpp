#include "storage/engine/store.h"

#include <fmt/format.h>

#include <thread>

#include "storage/engine/backups.h"
#include "storage/engine/connections.h"
#include "storage/engine/file_lock.h"
#include "storage/engine/group_commit.h"
#include "storage/engine/sql.h"
#include "storage/engine/turns.h"
#include "storage/engine/upgrade.h"

namespace storage {
namespace {

thread_local bool inside_write = false;

struct InsideWrite {
    InsideWrite() { inside_write = true; }
    ~InsideWrite() { inside_write = false; }
};

/// One process holds an SQLite file; a server looks after itself.
std::unique_ptr<FileLock> claim(StoreOptions const& options) {
    if (options.database.find("://") != std::string::npos) return nullptr;
    if (options.database.empty()) throw Error(Error::Kind::unreachable, "the database has no name");
    std::error_code ignored;  // The lock says it better.
    auto const path = std::filesystem::weakly_canonical(options.database, ignored);
    std::filesystem::create_directories(path.parent_path(), ignored);
    return std::make_unique<FileLock>(path.string() + ".lock", "the database " + options.database);
}

std::vector<std::string> damage_of_file(Read const& read) {
    std::vector<std::string> found;
    for (auto const& line : select_all<std::string>(read, "pragma quick_check(20)"))
        if (line != "ok") found.push_back("the database file is damaged: " + line);
    return found;
}

std::vector<std::string> inspect_file(Read const& read) {
    auto found = damage_of_file(read);
    using Orphans = std::tuple<std::string, std::string, long long>;
    for (auto const& [table, parent, rows] : select_all<Orphans>(read, R"(
        select "table", parent, count(*) from pragma_foreign_key_check group by "table", parent)"))
        found.push_back(fmt::format("{} rows of {} name a row of {} that is gone", rows, table, parent));
    return found;
}

std::vector<std::string> inspect_server(Read const& read) {
    auto const [encoding, order] = *select_first<std::tuple<std::string, std::string>>(read, R"(
        select cast(pg_encoding_to_char(encoding) as text), cast(datcollate as text) from pg_database
        where datname = current_database())");
    std::vector<std::string> found;
    auto const again = "; create it with: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8";
    if (encoding != "UTF8")
        found.push_back(fmt::format("the database is encoded in {}, not UTF8{}", encoding, again));
    if (order != "C.UTF-8" && order != "C.utf8" && order != "C" && order != "POSIX")
        found.push_back(fmt::format("the database orders text by {}, not by its bytes{}", order, again));
    return found;
}

}  // namespace

struct Store::Parts {
    explicit Parts(StoreOptions given)
        : options(std::move(given)),
          lock(options.alongside ? nullptr : claim(options)),
          connections(options.database, options.readers) {
        schema = upgrade(*connections.lease(), connections.engine(), options, [this] {
            if (options.alongside) lock = claim(options);
        });
        if (options.alongside) lock.reset();
        if (connections.engine() == Engine::sqlite)
            writer = std::make_unique<GroupCommit>([this] { return connections.open(); }, &Store::apply);
    }

    StoreOptions const options;
    std::unique_ptr<FileLock> lock;
    Connections const connections;
    int schema = 0;
    std::unique_ptr<GroupCommit> writer;  // of a file
    Turns turns;                          // on a server
};

Store::Store(StoreOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Store::~Store() = default;

void Store::apply(std::function<void(Write&)> const& change, soci::session& session) {
    InsideWrite const inside;
    Write write(session);
    change(write);
}

void Store::run(std::function<void(Write&)> const& change) {
    if (inside_write) throw std::logic_error("write() was called inside a write()");
    if (parts_->writer)
        parts_->writer->run(change);
    else
        run_on_server(change);
}

/// Runs again what another transaction was in the way of, from the third try on alone, and what a server that
/// went away has certainly not kept. Once the commit has been sent nobody knows, so that is never repeated.
void Store::run_on_server(std::function<void(Write&)> const& change) {
    constexpr int most_tries = 20;
    for (int tries = 1;; ++tries) {
        Turns::Turn const turn(parts_->turns, tries > 2 ? Turns::Kind::alone : Turns::Kind::beside);
        Read const leased(*this);
        auto& session = leased.session();
        bool committing = false;
        try {
            session << "begin isolation level serializable";
            apply(change, session);
            committing = true;
            session << "commit";
            return;
        } catch (soci::soci_error const& failure) {
            auto const why = translated(failure, committing ? "committing" : "writing");
            bool const lost = why.kind() == Error::Kind::unreachable && !committing && tries < 3;
            if (!lost && !(serialisation_failure(failure) && tries < most_tries)) throw why;
        }
        if (tries > 2) std::this_thread::sleep_for(std::chrono::milliseconds(tries));
    }
}

Engine Store::engine() const {
    return parts_->connections.engine();
}
int Store::schema() const {
    return parts_->schema;
}

std::optional<std::uintmax_t> Store::free_bytes() const {
    if (engine() == Engine::postgresql) return std::nullopt;
    auto const folder = std::filesystem::absolute(parts_->options.database).parent_path();
    return std::filesystem::space(folder).available;
}

void Store::copy_to(std::filesystem::path const& to) const {
    if (engine() == Engine::postgresql)
        throw Error(Error::Kind::broken, "copying: a PostgreSQL database is copied with pg_dump");
    backups::copy(*parts_->connections.open(), to);
}

std::vector<std::string> Store::problems() const {
    try {
        Read const read(*this);
        return engine() == Engine::sqlite ? inspect_file(read) : inspect_server(read);
    } catch (soci::soci_error const& failure) {
        return {translated(failure, "reading the database").what()};
    }
}

std::vector<std::string> Store::damage() const {
    if (engine() == Engine::postgresql) return {};
    try {
        return damage_of_file(*this);
    } catch (soci::soci_error const& failure) {
        auto const why = translated(failure, "reading the database");
        if (why.kind() == Error::Kind::damaged) return {why.what()};
        throw why;
    }
}

Read::Read(Store const& store) : lease_(store.parts_->connections.lease()), session_(lease_.get()) {}
Read::Read(soci::session& session) : session_(&session) {}
Read::~Read() = default;
soci::session& Read::session() const {
    return *session_;
}

}  // namespace storage
