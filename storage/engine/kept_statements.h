#pragma once

namespace soci {
class backend_factory;
class session;
}  // namespace soci
namespace sqlite_api {
struct sqlite3;  // as SOCI includes SQLite
}

namespace storage {

/// SOCI's SQLite, but that a session keeps what it prepared: to read a statement's text costs as much as to
/// run it, and there are few texts. What is kept is at rest: reset, so that it holds no lock, and without its
/// binds. SQLite itself prepares it anew once the schema has changed. A session keeps the 100 it used last.
/// Lives as long as the program.
soci::backend_factory const& sqlite_that_keeps_statements();

/// The connection of a session that was opened so.
sqlite_api::sqlite3* sqlite_of(soci::session& session);

}  // namespace storage
