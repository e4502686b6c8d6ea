#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

namespace storage {

/// An operator's sign-in on one browser. Only the keyed hash of the cookie's token is kept.
struct Session {
    std::string token_hash;
    OperatorId person;
    Time created_at{};
    Time seen_at{};
    Time expires_at{};  // whatever happens
};

namespace sessions {

void add(Write& write, Session const& session);
/// Also those that have run out; the caller knows the rules.
std::optional<Session> find(Read const& read, std::string const& token_hash);
void seen(Write& write, std::string const& token_hash, Time now);
void remove(Write& write, std::string const& token_hash);
void remove_all_of(Write& write, OperatorId const& person);
/// Removes those that run out before `now`, or were last seen before `idle_since`. Returns how many.
long long remove_old(Write& write, Time now, Time idle_since);

}  // namespace sessions
}  // namespace storage
