#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "storage/engine/error.h"
#include "storage/types.h"

// The door to the database: open a Store, read with a Read, change with a Write. What stands behind it is in
// storage/README.md; of this folder the program sees no more than this header, error.h and file_lock.h.
//
//     storage::Store store({.database = "data/db/supportawards.db", .backups = "data/backups", .now = now});
//     auto const company = storage::companies::find_by_slug(store, "acme");
//     store.write([&](storage::Write& write) { storage::companies::decide(write, company->id, state); });

namespace soci {
class session;
}

namespace storage {

class Store;

/// Leave to read. A repository function that reads takes one; pass the Store itself (a session of the pool is
/// leased until the call ends) or the Write one is in (which then sees its own changes). A Read that is kept
/// for several calls saves leasing, and is no transaction: each call sees what was durable when it began. One
/// thread at a time.
class Read {
public:
    /// Implicit on purpose, see above. Waits until a session is free; throws Error (`unreachable`).
    Read(Store const& store);
    Read(Read const&) = delete;
    ~Read();
    /// For the repositories' .cpp files (sql.h); a statement on it is prepared, run and gone within one call.
    soci::session& session() const;

protected:
    explicit Read(soci::session& session);

private:
    std::shared_ptr<soci::session> const lease_;  // null in a Write
    soci::session* session_;
};

/// Leave to change. Only Store::write makes one; all that is changed with it becomes durable together or not
/// at all.
class Write : public Read {
private:
    friend class Store;
    explicit Write(soci::session& session) : Read(session) {}
};

/// Told by the address: "postgresql://" and "postgres://" are a server, anything else is a file. Whoever
/// reads and changes rows need not know which: every statement runs unchanged on SQLite 3.40 and
/// PostgreSQL 15.
enum class Engine { sqlite, postgresql };

struct StoreOptions {
    /// A file path, or "postgresql://…".
    std::string database;
    /// Where the copy of an SQLite file goes before a migration changes it.
    std::filesystem::path backups;
    /// Connections that read at the same time; who comes when all are taken waits. On PostgreSQL writes go
    /// through them, too.
    int readers = 3;
    /// Stamps migrations and backups. Seconds matter, not precision.
    std::function<Time()> now;
    /// For a command that runs beside the daemon: work on the SQLite file together with the process that
    /// holds it. Only if the schema is old the file is claimed, for as long as the upgrade takes.
    bool alongside = false;
};

/// The database: the only thing the steps of the program share. Open once; every member from any thread.
class Store {
public:
    /// Connects, copies an SQLite file to `backups` if its schema is older than the program's, and migrates
    /// in one transaction. Throws Error: `newer_schema` (the text names the command that helps), `in_use`
    /// (the text names the pid that holds the SQLite file), `unreachable`.
    explicit Store(StoreOptions options);
    Store(Store const&) = delete;
    /// Finishes the writes that were accepted.
    ~Store();

    /// Runs `change` in a transaction and returns what it returned, once that is durable (SQLite: WAL with
    /// synchronous=FULL; several callers share one fsync). If it throws, nothing of it is kept and the
    /// exception arrives here. `change` may run again after a serialisation failure, on another thread than
    /// the caller's: it touches nothing but its captures and the database, and never calls write() itself.
    template <class Change>
    std::invoke_result_t<Change, Write&> write(Change&& change) {
        using Result = std::invoke_result_t<Change, Write&>;
        if constexpr (std::is_void_v<Result>) {
            run([&](Write& write) { change(write); });
        } else {
            std::optional<Result> result;
            run([&](Write& write) { result.emplace(change(write)); });
            return std::move(*result);
        }
    }

    Engine engine() const;
    /// The number of the newest migration applied.
    int schema() const;
    /// Bytes that the database could still grow on its disk; absent for PostgreSQL.
    std::optional<std::uintmax_t> free_bytes() const;
    /// A consistent copy while others write, for SQLite; `to` must not exist. Throws Error, always on
    /// PostgreSQL.
    void copy_to(std::filesystem::path const& to) const;
    /// What is wrong with the database, a sentence each, for `check`; reads the whole SQLite file.
    std::vector<std::string> problems() const;
    /// The damage alone (`pragma quick_check`), likewise; nothing on a server, which looks after itself.
    /// Reads beside others and writes nothing. Throws Error if it could not look.
    std::vector<std::string> damage() const;

private:
    friend class Read;
    struct Parts;
    /// Through the one writer on SQLite, else on the server. Throws std::logic_error inside a write().
    void run(std::function<void(Write&)> const& change);
    void run_on_server(std::function<void(Write&)> const& change);
    static void apply(std::function<void(Write&)> const& change, soci::session& session);
    std::unique_ptr<Parts> parts_;
};

}  // namespace storage
