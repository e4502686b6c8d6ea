#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace bench {

/// SQLite by itself, with the store's durability: what a write costs before any of ours is added.
class BareDatabase {
public:
    explicit BareDatabase(std::filesystem::path const& file) {
        sqlite3_open(file.c_str(), &database_);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE row(id TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL)");
        sqlite3_prepare_v2(database_, "INSERT INTO row(id, text, at) VALUES (?, ?, ?)", -1, &insert_,
                           nullptr);
    }
    BareDatabase(BareDatabase const&) = delete;
    ~BareDatabase() {
        sqlite3_finalize(insert_);
        sqlite3_close(database_);
    }

    void run(char const* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(database_));
    }
    void insert(std::string const& id, std::string const& text) {
        sqlite3_bind_text(insert_, 1, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
        sqlite3_bind_text(insert_, 2, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        sqlite3_bind_int64(insert_, 3, 1'788'249'600);
        if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
        sqlite3_reset(insert_);
    }

private:
    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

}  // namespace bench
