#include "storage/engine/kept_statements.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <list>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>

// SOCI's own classes can be held, but not derived from: their functions are not exported. So a session and a
// statement stand before them here, and all but what is kept is passed on. What SOCI is given as a plain
// pointer it deletes.

namespace storage {
namespace {

constexpr std::size_t most_kept = 100;

struct Finalize {
    void operator()(soci::sqlite3_statement_backend* statement) const noexcept {
        statement->clean_up();
        delete statement;
    }
};
using Prepared = std::unique_ptr<soci::sqlite3_statement_backend, Finalize>;

/// At rest, by their texts.
class Kept {
public:
    /// Nobody else has it then. Empty if it was not kept, or is in use.
    Prepared take(std::string const& text) {
        auto const found = by_text_.find(text);
        if (found == by_text_.end()) return nullptr;
        auto taken = std::move(found->second->second);
        all_.erase(found->second);
        by_text_.erase(found);
        return taken;
    }
    void keep(std::string const& text, Prepared prepared) {
        sqlite_api::sqlite3_reset(prepared->stmt_);
        sqlite_api::sqlite3_clear_bindings(prepared->stmt_);
        prepared->databaseReady_ = true;
        // Used within another use of the same text, it came back first.
        if (by_text_.contains(text)) return;
        if (all_.size() == most_kept) {
            by_text_.erase(all_.back().first);
            all_.pop_back();
        }
        all_.emplace_front(text, std::move(prepared));
        by_text_.emplace(text, all_.begin());
    }

private:
    using Texts = std::list<std::pair<std::string, Prepared>>;
    Texts all_;  // the last used first
    std::unordered_map<std::string, Texts::iterator> by_text_;
};

class Statement : public soci::details::statement_backend {
public:
    Statement(soci::sqlite3_session_backend& session, Kept& kept) : session_(session), kept_(kept) {}
    ~Statement() override { clean_up(); }

    void alloc() override {}
    void prepare(std::string const& text, soci::details::statement_type type) override {
        clean_up();
        text_ = text;
        real_ = kept_.take(text);
        if (real_) return;
        real_.reset(session_.make_statement_backend());
        real_->prepare(text, type);
    }
    void clean_up() override {
        if (!real_) return;
        try {
            if (real_->stmt_ != nullptr) kept_.keep(text_, std::move(real_));
        } catch (std::bad_alloc const&) {
            // Then it is prepared anew the next time.
        }
        real_.reset();
    }

    exec_fetch_result execute(int number) override { return real_->execute(number); }
    exec_fetch_result fetch(int number) override { return real_->fetch(number); }
    long long get_affected_rows() override { return real_->get_affected_rows(); }
    int get_number_of_rows() override { return real_->get_number_of_rows(); }
    std::string get_parameter_name(int index) const override { return real_->get_parameter_name(index); }
    std::string rewrite_for_procedure_call(std::string const& text) override { return text; }
    int prepare_for_describe() override { return real_->prepare_for_describe(); }
    void describe_column(int column, soci::data_type& type, std::string& name) override {
        real_->describe_column(column, type, name);
    }
    soci::details::standard_into_type_backend* make_into_type_backend() override {
        return real_->make_into_type_backend();
    }
    soci::details::standard_use_type_backend* make_use_type_backend() override {
        return real_->make_use_type_backend();
    }
    soci::details::vector_into_type_backend* make_vector_into_type_backend() override {
        return real_->make_vector_into_type_backend();
    }
    soci::details::vector_use_type_backend* make_vector_use_type_backend() override {
        return real_->make_vector_use_type_backend();
    }

private:
    soci::sqlite3_session_backend& session_;
    Kept& kept_;
    std::string text_;
    Prepared real_;  // from prepare() to clean_up()
};

class Session : public soci::details::session_backend {
public:
    explicit Session(soci::connection_parameters const& how)
        : real_(static_cast<soci::sqlite3_session_backend*>(soci::factory_sqlite3()->make_session(how))) {}
    sqlite_api::sqlite3* connection() const { return real_->conn_; }

    soci::details::statement_backend* make_statement_backend() override {
        return new Statement(*real_, kept_);
    }
    bool is_connected() override { return real_->is_connected(); }
    void begin() override { real_->begin(); }
    void commit() override { real_->commit(); }
    void rollback() override { real_->rollback(); }
    std::string get_dummy_from_table() const override { return real_->get_dummy_from_table(); }
    std::string get_backend_name() const override { return real_->get_backend_name(); }
    soci::details::rowid_backend* make_rowid_backend() override { return real_->make_rowid_backend(); }
    soci::details::blob_backend* make_blob_backend() override { return real_->make_blob_backend(); }

private:
    std::unique_ptr<soci::sqlite3_session_backend> const real_;
    Kept kept_;  // Last: a connection is closed when no statement of it is left.
};

struct Factory : soci::backend_factory {
    /// Counting SQLite's memory is a lock that all sessions share at each allocation, and nobody asks for it.
    /// Refused, and harmless, if SQLite was used before.
    Factory() { sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
    soci::details::session_backend* make_session(soci::connection_parameters const& how) const override {
        return new Session(how);
    }
};

}  // namespace

soci::backend_factory const& sqlite_that_keeps_statements() {
    static Factory const factory;
    return factory;
}

sqlite_api::sqlite3* sqlite_of(soci::session& session) {
    return static_cast<Session*>(session.get_backend())->connection();
}

}  // namespace storage
