#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/base/keys.h"
#include "storage/operators.h"
#include "storage/sign_in.h"

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
    /// exists. Blocks while others hash. Empty if too many wait already, unless one is `patient`: a
    /// stranger's tries must not take the place of a known browser's.
    std::optional<bool> matches(std::optional<std::string> const& hash, std::string const& password,
                                bool patient = false);

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

/// Who may sign in: by a one-time link, which sets a password, and then by name and password. In a quarter of
/// an hour a neighbourhood (address_prefix) has eight tries for a name and forty in all, then a pause as
/// long; and from anywhere a name has twenty, then a pause of five minutes. A browser at which that person
/// was signed in before (KnownDevices) has eight tries of its own instead, so that strangers lock nobody out.
/// Any thread.
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
    /// Unknown names and wrong passwords look and last alike. `device` is the cookie of KnownDevices, "" if
    /// there is none.
    Result by_password(std::string const& name, std::string const& password, std::string const& client,
                       std::string const& device = "");
    /// Whose link it is; empty if it is forged, used or too old.
    std::optional<storage::Operator> owner_of(std::string const& link) const;
    /// Spends the link, sets the password and ends the person's other sessions. Empty as above.
    std::optional<storage::OperatorId> by_link(std::string const& link, std::string const& new_password);

private:
    /// A line of tries that is counted.
    struct Line {
        std::string what;
        storage::throttles::Rule rule;
    };
    /// Those that this try counts in; the first is cleared by a right one.
    std::vector<Line> lines_of(std::string const& name, std::string const& client, bool known,
                               std::string const& device) const;

    storage::Store& store_;
    Clock const& clock_;
    Keys const& keys_;
    Passwords passwords_;
};

}  // namespace bot::web
