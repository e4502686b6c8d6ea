#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/base/keys.h"
#include "storage/operators.h"

// How operators prove who they are. A password is kept only as its hash, and never logged.
namespace bot::web {

/// argon2id (RFC 9106) with 19 MiB and two rounds, one at a time: the memory is the process's. Any thread.
class Passwords {
public:
    static constexpr std::size_t shortest = 10;  // characters
    static constexpr std::size_t longest = 200;  // bytes

    /// In libsodium's text form, which names method, cost and salt. Blocks while others hash. Throws
    /// std::runtime_error if there is no memory for it.
    std::string hash(std::string const& password);
    /// Whether that password made the hash; false without a hash, after as long, so that nobody learns who
    /// exists. Blocks while others hash. Empty if too many wait already.
    std::optional<bool> matches(std::optional<std::string> const& hash, std::string const& password);

private:
    /// The caller holds hashing_.
    std::string hash_alone(std::string const& password) const;

    Mutex hashing_;
    /// Tries that wait for hashing_ or have it; any thread.
    std::atomic<int> waiting_ = 0;
    /// Of no person; made when first needed.
    std::string dummy_hash_ GUARDED_BY(hashing_);
};

/// The path ("/console/sign-in/<token>") of a new one-time link for that person, valid for a day: the person
/// who opens it sets the password. Only its keyed hash is stored, so this is the one moment to show it.
std::string one_time_link(storage::Write& write, Keys const& keys, storage::OperatorId const& person,
                          Time now);

/// Who may sign in: by a one-time link, which sets a password, and then by name and password. Eight tries for
/// a name and forty for a neighbourhood (address_prefix) in a quarter of an hour, then a pause as long. Any
/// thread.
class SignIn {
public:
    SignIn(storage::Store& store, Clock const& clock, Keys const& keys)
        : store_(store), clock_(clock), keys_(keys) {}

    enum class Refusal { wrong, too_often };
    /// Who it is, or why not.
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
    /// False if there were too many tries for that name or from there.
    bool counted(std::string const& name, std::string const& client);

    storage::Store& store_;
    Clock const& clock_;
    Keys const& keys_;
    Passwords passwords_;
};

}  // namespace bot::web
