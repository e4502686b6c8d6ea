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
    /// One of the pool, which has it back when the pointer is destroyed. Waits until one is free.
    std::unique_ptr<soci::session> lease() const;
    /// What every leased session goes through before use: connected again if the server closed it meanwhile.
    /// Nothing is asked of the server for that. Statements prepared before are dead afterwards.
    void reconnect(soci::session& session) const;
    /// Ends a transaction that was left open, so that the next user of the session is not in it.
    void reset(soci::session& session) const noexcept;

private:
    void connect(soci::session& session) const;
    void prepare(soci::session& session) const;

    std::string const database_;
    Engine const engine_;
    std::unique_ptr<soci::connection_pool> pool_;
};

/// Rolls back what is open. Never throws: some failures (a full disk, a lost server) have ended it already.
void roll_back(soci::session& session) noexcept;

}  // namespace storage
