#include "storage/engine/error.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace storage {
namespace {

Error::Kind kind_of_sqlite(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Error::Kind::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Error::Kind::in_use;
        case SQLITE_CANTOPEN:
            return Error::Kind::unreachable;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Error::Kind::damaged;
        default:
            return Error::Kind::broken;
    }
}

/// Classes 08 (connection) and 57 (shut down, starting up) pass; so does 53 but for the full disk (53100).
Error::Kind kind_of_postgresql(std::string const& state) {
    if (state == "53100") return Error::Kind::full;
    for (auto const* unreachable : {"08", "53", "57"})
        if (state.starts_with(unreachable)) return Error::Kind::unreachable;
    return Error::Kind::broken;
}

}  // namespace

Error translated(soci::soci_error const& failure, std::string_view doing) {
    if (auto const* sqlite = dynamic_cast<soci::sqlite3_soci_error const*>(&failure)) {
        auto const code = sqlite->result();
        return {kind_of_sqlite(code),
                fmt::format("{}: SQLite code {} ({})", doing, code, sqlite_api::sqlite3_errstr(code))};
    }
    if (auto const* postgresql = dynamic_cast<soci::postgresql_soci_error const*>(&failure)) {
        auto const state = postgresql->sqlstate();
        return {kind_of_postgresql(state), fmt::format("{}: PostgreSQL SQLSTATE {}", doing, state)};
    }
    return {Error::Kind::broken, fmt::format("{}: {}", doing, failure.get_error_message())};
}

bool serialisation_failure(soci::soci_error const& failure) {
    auto const* postgresql = dynamic_cast<soci::postgresql_soci_error const*>(&failure);
    return postgresql != nullptr && (postgresql->sqlstate() == "40001" || postgresql->sqlstate() == "40P01");
}

std::string loggable(std::exception const& failure) {
    auto const* engine = dynamic_cast<soci::soci_error const*>(&failure);
    return engine == nullptr ? failure.what() : translated(*engine, "database").what();
}

std::optional<Error::Kind> kind_of(std::exception const& failure) {
    if (auto const* error = dynamic_cast<Error const*>(&failure)) return error->kind();
    if (auto const* engine = dynamic_cast<soci::soci_error const*>(&failure))
        return translated(*engine, "").kind();
    return std::nullopt;
}

}  // namespace storage
