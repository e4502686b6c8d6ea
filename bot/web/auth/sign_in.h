#pragma once

#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/web/auth/passwords.h"
#include "storage/operators.h"

namespace bot::web {

/// The path of a new one-time link for that person, valid for a day. Whoever opens it sets the password.
std::string one_time_link(storage::Write& write, Keys const& keys, storage::OperatorId const& person,
                          Time now);

/// Who may sign in: by a one-time link, which sets a password, and then by name and password. Any thread.
class SignIn {
public:
    SignIn(storage::Store& store, Clock const& clock, Keys const& keys)
        : store_(store), clock_(clock), keys_(keys) {}

    enum class Refusal { wrong, too_often };
    struct Result {
        std::optional<storage::OperatorId> person;  // set, or else:
        Refusal refusal = Refusal::wrong;
    };
    /// Unknown names and wrong passwords look and last alike. Tries count per name and per neighbourhood of
    /// `client`.
    Result by_password(std::string const& name, std::string const& password, std::string const& client);
    /// Whose link it is; empty if it is forged, used or too old.
    std::optional<storage::Operator> owner_of(std::string const& link) const;
    /// Spends the link, sets the password and ends the person's other sessions. Empty as above.
    std::optional<storage::OperatorId> by_link(std::string const& link, std::string const& new_password);

private:
    bool counted(std::string const& name, std::string const& client);

    storage::Store& store_;
    Clock const& clock_;
    Keys const& keys_;
    Passwords passwords_;
};

}  // namespace bot::web
