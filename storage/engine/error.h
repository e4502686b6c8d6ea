#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace soci {
class soci_error;
}

// Failures of the database in our words. What the engines say of one quotes the statement with its values, so
// none of it may reach a log or a page: only codes do. Any thread.
//
// A Store's own members and its writes throw Error. A read through a repository throws SOCI's own exception:
// whoever catches std::exception logs it through loggable().

namespace storage {

/// The database did not do what was asked: not reachable, full, damaged, a rule of the schema broken. The
/// text names the operation and the engine's code and never a value from a row, so it may be logged.
class Error : public std::runtime_error {
public:
    enum class Kind {
        broken,        // anything else: a rule of the schema, a mistake of ours
        damaged,       // the file is no sound database (any more): only a copy of it helps
        full,          // no room on the disk (or its quota); later writes work once there is
        unreachable,   // no such file or server, or it went away: worth trying again
        newer_schema,  // a newer program has upgraded it; at opening only
        in_use,        // another process holds it
    };
    Error(Kind kind, std::string const& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

/// What may go into a log of any exception. A failed read arrives as the engine's own exception, whose what()
/// holds the statement with the bound values (names, addresses): of those only the code is told.
std::string loggable(std::exception const& failure);

/// The kind of the database's failure, also for a failed read; nothing for other exceptions.
std::optional<Error::Kind> kind_of(std::exception const& failure);

// For this folder.

/// The engine's failure in our own words. SOCI's text holds the values of the statement, and PostgreSQL's
/// DETAIL those of the row, so nothing but codes is taken over. `doing` says what failed.
Error translated(soci::soci_error const& failure, std::string_view doing);

/// Another transaction was in the way (SQLSTATE 40001, 40P01); the same change may succeed at the next try.
/// Never of SQLite, which has one writer.
bool serialisation_failure(soci::soci_error const& failure);

}  // namespace storage
