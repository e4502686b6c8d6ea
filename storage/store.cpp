#include "storage/store.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <thread>

#include "storage/engine_error.h"
#include "storage/file_lock.h"
#include "storage/migrations.h"
#include "storage/sql.h"

namespace storage {
namespace {

void prepare_session(soci::session& session, Engine engine) {
    if (engine == Engine::postgresql) {
        session << "set default_transaction_isolation = 'serializable'";
        session << "set client_min_messages = 'warning'";
        return;
    }
    for (auto const* pragma :
         {"pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on",
          "pragma secure_delete = on", "pragma temp_store = memory", "pragma cache_size = -2000"})
        session << pragma;
}

void rollback(soci::session& session, char const* statement) {
    try {
        session << statement;
    } catch (soci::soci_error const&) {
        // The engine already ended the transaction (a full disk does that); there is nothing left to undo.
    }
}

}  // namespace

struct Store::Parts {
    StoreOptions options;
    Engine engine;
    std::unique_ptr<FileLock> lock;
    mutable std::unique_ptr<soci::connection_pool> pool;
    int schema = 0;

    // SQLite: one thread writes, so that waiting callers share a commit.
    struct Job {
        std::function<void(Write&)> const* change;
        std::promise<void> done;
        std::exception_ptr failure;
    };
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Job*> jobs;  // guarded by mutex
    bool closing = false;   // guarded by mutex
    std::unique_ptr<soci::session> writer;
    std::thread writing;  // joined by ~Store after `closing`

    void claim();
    void open();
    void write_loop();
    void write_together(std::deque<Job*>& batch);
    void write_postgresql(std::function<void(Write&)> const& change, soci::session& session);
    std::string connection() const;
};

std::string Store::Parts::connection() const {
    if (engine == Engine::sqlite) return fmt::format("db=\"{}\" timeout=10", options.database);
    // SOCI takes an address without any "=" for a list of options and spoils its last word.
    auto const joint = options.database.find('?') == std::string::npos ? '?' : '&';
    return options.database + joint + "connect_timeout=10&application_name=supportawards";
}

void Store::Parts::claim() {
    if (engine == Engine::sqlite)
        lock = std::make_unique<FileLock>(options.database + ".lock", "the database " + options.database);
}

void Store::Parts::open() {
    if (engine == Engine::sqlite) {
        auto const folder = std::filesystem::path(options.database).parent_path();
        if (!folder.empty()) std::filesystem::create_directories(folder);
    }
    if (!options.beside) claim();
    auto const sessions = static_cast<std::size_t>(options.readers);
    pool = std::make_unique<soci::connection_pool>(sessions);
    try {
        for (std::size_t i = 0; i < sessions; ++i) {
            auto& session = pool->at(i);
            if (engine == Engine::sqlite)
                session.open(soci::sqlite3, connection());
            else
                session.open(soci::postgresql, connection());
            prepare_session(session, engine);
        }
    } catch (soci::soci_error const& error) {
        auto const why = translated(error, "opening the database");
        throw Error(Error::Kind::unreachable, why.what());
    }
}

Store::Store(StoreOptions options) : parts_(std::make_unique<Parts>()) {
    parts_->engine =
        options.database.starts_with("postgresql://") || options.database.starts_with("postgres://")
            ? Engine::postgresql
            : Engine::sqlite;
    parts_->options = std::move(options);
    parts_->open();
    auto& session = parts_->pool->at(0);
    auto const newest = migrations().back().number;
    try {
        auto const have = schema_of(session);
        if (have > newest)
            throw Error(Error::Kind::newer_schema,
                        fmt::format("the database has schema {}, this program knows up to {}; install the "
                                    "newer program again, "
                                    "or restore the copy made before the upgrade: see 'ls {}'",
                                    have, newest, parts_->options.backups.string()));
        if (have < newest && parts_->options.beside) parts_->claim();
        auto const now = parts_->options.now();
        if (have > 0 && have < newest && parts_->engine == Engine::sqlite) {
            std::filesystem::create_directories(parts_->options.backups);
            copy_to(parts_->options.backups /
                    fmt::format("before-schema-{}-{}.db", newest, now.time_since_epoch().count()));
        }
        session << (parts_->engine == Engine::sqlite ? "begin immediate" : "begin");
        try {
            if (parts_->engine == Engine::postgresql) session << "lock table migrations in exclusive mode";
            migrate(session, now.time_since_epoch().count());
            session << "commit";
        } catch (...) {
            rollback(session, "rollback");
            throw;
        }
        parts_->schema = newest;
    } catch (soci::soci_error const& error) {
        throw translated(error, "preparing the database");
    }
    if (parts_->engine == Engine::sqlite) {
        parts_->writer = std::make_unique<soci::session>(soci::sqlite3, parts_->connection());
        prepare_session(*parts_->writer, parts_->engine);
        parts_->writing = std::thread([parts = parts_.get()] { parts->write_loop(); });
    }
}

Store::~Store() {
    {
        std::lock_guard const hold(parts_->mutex);
        parts_->closing = true;
    }
    parts_->arrived.notify_all();
    if (parts_->writing.joinable()) parts_->writing.join();
}

void Store::Parts::write_loop() {
    for (;;) {
        std::deque<Job*> batch;
        {
            std::unique_lock hold(mutex);
            arrived.wait(hold, [&] { return closing || !jobs.empty(); });
            if (jobs.empty()) return;
            batch.swap(jobs);
        }
        write_together(batch);
    }
}

/// One transaction and one fsync for all; a savepoint each, so that one that fails takes only itself back.
void Store::Parts::write_together(std::deque<Job*>& batch) {
    std::exception_ptr failure;
    try {
        *writer << "begin immediate";
        for (auto* job : batch) {
            *writer << "savepoint job";
            try {
                Write write(*writer);
                (*job->change)(write);
                *writer << "release job";
            } catch (soci::sqlite3_soci_error const& error) {
                job->failure = std::make_exception_ptr(translated(error, "writing"));
                *writer << "rollback to job";
                *writer << "release job";
            } catch (...) {
                job->failure = std::current_exception();
                *writer << "rollback to job";
                *writer << "release job";
            }
        }
        *writer << "commit";
    } catch (soci::soci_error const& error) {
        failure = std::make_exception_ptr(translated(error, "committing"));
        rollback(*writer, "rollback");
    }
    for (auto* job : batch) {
        auto const why = job->failure ? job->failure : failure;
        if (why)
            job->done.set_exception(why);
        else
            job->done.set_value();
    }
}

void Store::Parts::write_postgresql(std::function<void(Write&)> const& change, soci::session& session) {
    for (int tries = 1;; ++tries) {
        try {
            if (!session.is_connected()) {
                session.reconnect();
                prepare_session(session, engine);
            }
            session << "begin";
            Write write(session);
            change(write);
            session << "commit";
            return;
        } catch (soci::soci_error const& error) {
            rollback(session, "rollback");
            if (serialisation_failure(error) && tries < 20) continue;
            throw translated(error, "writing");
        } catch (...) {
            rollback(session, "rollback");
            throw;
        }
    }
}

void Store::run(std::function<void(Write&)> const& change) {
    if (parts_->engine == Engine::postgresql) {
        Read const leased(*this);
        parts_->write_postgresql(change, leased.session());
        return;
    }
    Parts::Job job{&change, {}, {}};
    auto done = job.done.get_future();
    {
        std::lock_guard const hold(parts_->mutex);
        parts_->jobs.push_back(&job);
    }
    parts_->arrived.notify_one();
    done.get();
}

Engine Store::engine() const {
    return parts_->engine;
}
int Store::schema() const {
    return parts_->schema;
}

std::optional<std::uintmax_t> Store::free_bytes() const {
    if (parts_->engine == Engine::postgresql) return std::nullopt;
    auto const folder = std::filesystem::absolute(parts_->options.database).parent_path();
    return std::filesystem::space(folder).available;
}

void Store::copy_to(std::filesystem::path const& to) const {
    if (parts_->engine != Engine::sqlite)
        throw Error(Error::Kind::broken, "copying: a PostgreSQL database is copied with pg_dump");
    try {
        soci::session session(soci::sqlite3, parts_->connection());
        auto const path = to.string();
        session << "vacuum into :path", use(path, "path");
    } catch (soci::soci_error const& error) {
        throw translated(error, "copying the database to " + to.string());
    }
}

struct Read::Lease {
    explicit Lease(soci::connection_pool& pool) : session(pool) {}
    soci::session session;
};

Read::Read(Store const& store)
    : lease_(std::make_unique<Lease>(*store.parts_->pool)), session_(&lease_->session) {}
Read::Read(soci::session& session) : session_(&session) {}
Read::~Read() = default;
soci::session& Read::session() const {
    return *session_;
}

}  // namespace storage
