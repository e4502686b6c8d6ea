#pragma once

#include <stdexcept>
#include <string>

namespace bot {

/// A failure the person can act on. The text is shown as it stands, so it says what, which, and what to do;
/// any other exception is logged, and the person sees only a reference number. main() prints it and ends with
/// status 1.
class UserError : public std::runtime_error {
public:
    /// What the web answers with: `invalid` 400 (what was typed is not right), `forbidden` 403, `not_found`
    /// 404, `conflict` 409 (another one was faster), `too_many` 429, `unavailable` 503 (not now: the disk is
    /// full, a cap is reached).
    enum class Kind { invalid, forbidden, not_found, conflict, too_many, unavailable };
    UserError(Kind kind, std::string const& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const { return kind_; }

private:
    Kind kind_;
};

}  // namespace bot
