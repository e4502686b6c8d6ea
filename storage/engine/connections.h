#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/engine/store.h"

namespace soci {
class connection_pool;
}

namespace storage {

/// Where sessions come from and how each is set up: a pool for readers (on PostgreSQL for writers too), and
/// single ones for who keeps one. Behind Store; nothing else includes this. Any thread; a session belongs to
/// one thread at a time.
class Connections {
public:
    /// `database` is a file path or "postgresql://…". Connects `readers` of them. Throws Error:
    /// `unreachable`, `full`.
    Connections(std::string database, int readers);
    ~Connections();

    Engine engine() const { return engine_; }
    /// One beside the pool. Throws Error as the constructor does.
    std::unique_ptr<soci::session> open() const;
    /// One of the pool, waited for until one is free. If the server closed it meanwhile it is connected again
    /// (nothing is asked of the server for that), so statements of an earlier lease are dead. The pool has it
    /// back when the last pointer goes, and a transaction that was left open is rolled back then.
    std::shared_ptr<soci::session> lease() const;

private:
    /// Throws Error; of a server no more than its own words are told, as the address may hold a password.
    void connect(soci::session& session) const;
    /// Connects again what the server closed; on SQLite nothing. Throws as connect() does.
    void reconnect(soci::session& session) const;
    /// The settings of every session: on SQLite a log file (WAL) that is synced at each commit, foreign keys,
    /// erased bytes overwritten; on PostgreSQL how long it waits for a lock and may sit idle in a
    /// transaction.
    void prepare(soci::session& session) const;

    std::string const database_;
    Engine const engine_;
    std::unique_ptr<soci::connection_pool> pool_;
};

/// Whether a transaction is open; not in a session that is closed.
bool in_transaction(soci::session& session);
/// Rolls back what is open. Never throws: some failures (a full disk, a lost server) have ended it already.
void roll_back(soci::session& session) noexcept;

}  // namespace storage
