#pragma once

#include <stdexcept>

namespace storage {

/// The database did not do what was asked: not reachable, full, damaged, a rule of the schema broken. The text
/// names the operation and the engine's code and never a value from a row, so it may be logged.
class Error : public std::runtime_error {
public:
    enum class Kind { broken, full, unreachable, newer_schema, in_use };
    Error(Kind kind, std::string const& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

}  // namespace storage
