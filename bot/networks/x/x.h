#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"

// X by its API, version 2 (docs.x.com): searched or followed by its filtered stream, and answered from the
// account that signed in. Each call is paid for, out of a budget for the day. What X asks for, and how it is
// kept within the cap, is in the README of bot/networks.
namespace bot::networks {

class XServer;

/// Its section, and what the program adds.
struct XSettings : config::X, Caller {
    std::filesystem::path token_file;  // the signed-in account's tokens, 0600; "" keeps none
    long long daily_cap = 5'000'000;   // daily_spend in micro-dollars
};

/// What costs by that policy is booked in `store` first; without one (null) nothing that costs is asked for.
/// Both outlive it.
Network x(XSettings settings, Clock const& clock, storage::Store* store, Policy policy = policy_of("x"));

// The parts of that network beside its listener (listener.h). Each has a server of its own, as X limits the
// pace of listening and of answering apart.

/// Posts in answer to others, from the account that is signed in. X takes them only where the author called
/// it, and it has no idempotency keys: find() looks through what our account wrote since the post that was
/// answered. `locked` is a protected account, or answers that only others may give.
std::unique_ptr<Answerer> x_answerer(std::shared_ptr<XServer> server);
/// What its compose() makes: see Composer::compose. The context of `parent` is the id of its newest version;
/// "" is the post itself.
Composed x_reply(std::string const& words, Parent const& parent, std::string const& key, Time now);

/// The account that is signed in: what it answered, the latest hundred at most; each of its posts that is
/// read is paid for. Nothing without an account. Throws DayIsSpent if the day's money is spent. look() is
/// empty: X tells nobody whether an account has the automated label.
std::unique_ptr<Account> x_account(std::shared_ptr<XServer> server);

/// Signing our account in at X's own page (OAuth 2 with PKCE); the way back is registered with the
/// application, to the letter, and only the settings can name the application. The code lives for 30 seconds.
/// `server` asks who we are once an account signed in, which counts as connected even if X does not say so
/// yet. Whether it is connected is told by the file: it may have been shut out at X since. Disconnecting
/// forgets the tokens here; at X the application stays allowed until the account withdraws it.
std::unique_ptr<AccountLink> x_account_link(XSettings settings, std::shared_ptr<XServer> server,
                                            Clock const& clock);

extern Descriptor const x_network;

}  // namespace bot::networks
