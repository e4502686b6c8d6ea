#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "storage/engine/store.h"

// What keeps an operator signed in and others out: sessions, one-time links, and counted tries. Of a secret
// that people hold (cookie, link) only the keyed hash is stored.

namespace storage {

/// An operator's sign-in on one browser.
struct Session {
    std::string token_hash;  // of the cookie's token; the key
    OperatorId person;
    Time created_at{};
    Time seen_at{};
    Time expires_at{};  // whatever happens
};

namespace sessions {

void add(Write& write, Session const& session);
/// Also those that have run out; the caller knows the rules.
std::optional<Session> find(Read const& read, std::string const& token_hash);
/// It was used just now. Nothing if it is gone, as for the two below.
void seen(Write& write, std::string const& token_hash, Time now);
void remove(Write& write, std::string const& token_hash);
void remove_all_of(Write& write, OperatorId const& person);
/// Removes those that run out before `now`, or were last seen before `idle_since`. Returns how many.
long long remove_old(Write& write, Time now, Time idle_since);

}  // namespace sessions

/// One-time links by which an operator signs in the first time or after losing the password. A used one
/// stays.
namespace sign_in_links {

void add(Write& write, std::string const& token_hash, OperatorId const& person, Time expires_at);
/// Whose link it is, while it can be used.
std::optional<OperatorId> usable(Read const& read, std::string const& token_hash, Time now);
/// The same, and it cannot be used again; empty if another was quicker (a compare-and-swap).
std::optional<OperatorId> spend(Write& write, std::string const& token_hash, Time now);
/// None of that person's can be used any more.
void spend_all_of(Write& write, OperatorId const& person, Time now);

}  // namespace sign_in_links

/// How often something was tried lately, by any text: a sign-in name, a keyed address prefix. Stored, so that
/// a restart does not give a guesser new tries.
namespace throttles {

/// `tries` within `window` are taken; the next ones only after `pause`.
struct Rule {
    long long tries = 10;
    std::chrono::milliseconds window = std::chrono::minutes(15);
    std::chrono::milliseconds pause = std::chrono::minutes(15);
};

/// Counts a try and tells whether it is taken. While it pauses nothing is counted, so a pause ends.
bool take(Write& write, std::string const& what, Rule const& rule, Time now);
/// Forgets the tries, after one that was right.
void clear(Write& write, std::string const& what);

}  // namespace throttles
}  // namespace storage
