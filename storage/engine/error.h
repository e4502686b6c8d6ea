#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

namespace storage {

/// The database did not do what was asked: not reachable, full, damaged, a rule of the schema broken. The
/// text names the operation and the engine's code and never a value from a row, so it may be logged.
class Error : public std::runtime_error {
public:
    enum class Kind { broken, full, unreachable, newer_schema, in_use };
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

}  // namespace storage
