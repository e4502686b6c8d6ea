#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/engine/store.h"

namespace soci {
class connection_pool;
}

namespace storage {

/// Where sessions come from. Behind Store; nothing else includes this.
class Connections {
public:
    /// Connects `readers` of them. Throws Error: `unreachable`, `full`.
    Connections(std::string database, int readers);
    ~Connections();

    Engine engine() const { return engine_; }
    std::unique_ptr<soci::session> open() const;
    /// Waits until one is free.
    std::unique_ptr<soci::session> lease() const;
    /// What every leased session goes through before use: connected again if the server closed it meanwhile.
    /// Nothing is asked of the server for that. Statements prepared before are dead afterwards.
    void mend(soci::session& session) const;
    /// Ends a transaction that was left open, so that the next user of the session is not in it.
    void tidy(soci::session& session) const noexcept;

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
