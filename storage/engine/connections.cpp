#include "storage/engine/connections.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/engine/error.h"
#include "storage/engine/kept_statements.h"
#include "storage/engine/sql.h"

namespace storage {
namespace {

Engine engine_of(std::string_view database) {
    bool const address = database.starts_with("postgresql://") || database.starts_with("postgres://");
    return address ? Engine::postgresql : Engine::sqlite;
}

/// An SQLite file is made before SQLite would make it, for the owner alone and with a clear word when that
/// fails.
void make_file(std::filesystem::path const& path) {
    std::error_code failure;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failure);
    auto const file = failure ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    auto const why = failure ? failure.value() : errno;
    if (file < 0 || path.string().find('"') != std::string::npos)
        throw Error(why == ENOSPC ? Error::Kind::full : Error::Kind::unreachable,
                    fmt::format("the database {} cannot be opened: {}", path.string(),
                                file < 0 ? std::strerror(why) : "its name has a quotation mark"));
    ::close(file);
}

/// The server's own words name host, port and user; anything else the library says is left out.
std::string words_of(soci::soci_error const& failure) {
    auto text = failure.get_error_message();
    if (auto const start = text.find("connection to server"); start != std::string::npos)
        return text.substr(start);
    return "the address is not understood; it looks like postgresql://user:password@host:5432/name";
}

}  // namespace

Connections::Connections(std::string database, int readers)
    : database_(std::move(database)),
      engine_(engine_of(database_)),
      pool_(std::make_unique<soci::connection_pool>(static_cast<std::size_t>(readers))) {
    if (engine_ == Engine::sqlite) make_file(database_);
    for (int i = 0; i < readers; ++i) connect(pool_->at(static_cast<std::size_t>(i)));
}

Connections::~Connections() = default;

std::unique_ptr<soci::session> Connections::open() const {
    auto session = std::make_unique<soci::session>();
    connect(*session);
    return session;
}

std::shared_ptr<soci::session> Connections::lease() const {
    auto session = std::make_unique<soci::session>(*pool_);
    reconnect(*session);
    return {session.release(), [](soci::session* used) {
                std::unique_ptr<soci::session> const ended(used);
                if (in_transaction(*ended)) roll_back(*ended);
            }};
}

void Connections::connect(soci::session& session) const {
    try {
        if (engine_ == Engine::sqlite) {
            session.open(sqlite_that_keeps_statements(), fmt::format("db=\"{}\" timeout=10", database_));
        } else {
            // SOCI takes an address without any "=" for a list of options and spoils its last word.
            auto const joint = database_.find('?') == std::string::npos ? '?' : '&';
            session.open(soci::postgresql,
                         database_ + joint + "connect_timeout=10&application_name=supportawards");
        }
        prepare(session);
    } catch (soci::soci_error const& failure) {
        if (engine_ == Engine::postgresql)
            throw Error(Error::Kind::unreachable, "opening the database: " + words_of(failure));
        throw translated(failure, "opening the database " + database_);
    }
}

void Connections::prepare(soci::session& session) const {
    if (engine_ == Engine::postgresql) {
        // A session whose program hangs in a transaction must not stop the others for ever.
        for (auto const* setting : {"set client_min_messages = 'warning'", "set lock_timeout = '10s'",
                                    "set idle_in_transaction_session_timeout = '60s'"})
            session << setting;
        return;
    }
    // FULL: a commit that was reported survives a power cut. 2 MB of cache a session keep the daemon small;
    // the log file is cut back after each checkpoint, however long a reader once made it.
    for (auto const* pragma :
         {"pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on",
          "pragma secure_delete = on", "pragma temp_store = memory", "pragma cache_size = -2000",
          "pragma wal_autocheckpoint = 1000", "pragma journal_size_limit = 16777216"})
        session << pragma;
}

void Connections::reconnect(soci::session& session) const {
    if (engine_ == Engine::sqlite) return;
    if (session.get_backend() != nullptr) {
        auto* const line = static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
        // A server that went away left its last words and the end of the stream in the socket: two reads.
        if (PQconsumeInput(line) == 1 && PQconsumeInput(line) == 1 && PQstatus(line) == CONNECTION_OK) return;
        session.close();
    }
    connect(session);
}

bool in_transaction(soci::session& session) {
    auto* const backend = session.get_backend();
    if (backend == nullptr) return false;
    if (session.get_backend_name() == "postgresql")
        return PQtransactionStatus(static_cast<soci::postgresql_session_backend*>(backend)->conn_) >
               PQTRANS_ACTIVE;
    return sqlite_api::sqlite3_get_autocommit(sqlite_of(session)) == 0;
}

void roll_back(soci::session& session) noexcept {
    try {
        session << "rollback";
    } catch (soci::soci_error const&) {
        // There is no transaction, or the connection is gone and its transaction with it: nothing is left to
        // undo.
    }
}

}  // namespace storage
