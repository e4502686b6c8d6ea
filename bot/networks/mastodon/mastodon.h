#pragma once

#include <memory>
#include <string>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/mastodon/server.h"

// One instance with Mastodon's client API (docs.joinmastodon.org/methods): Mastodon, GoToSocial, Pleroma,
// Akkoma, snac. Hashtags, searches and mentions are listened to, and answered with statuses, from the account
// of the token. What is asked how, and where the servers differ, is in the README of bot/networks.
namespace bot::networks {

/// Throws NetworkError (ours) if the instance's address is no address. Asks nothing before the first call.
/// By hand people answer below the post itself. `clock` outlives it, here and below.
Network mastodon(MastodonSettings settings, Clock const& clock);

// The parts of that network. Those that are given a server share it, and so what is known and the pace.

/// Hashtags, searches and mentions in turn: one call each search(), so that a page and its cursor are stored
/// together. A search by hand is asked as such, and each hashtag in it is followed; else what the settings
/// name, what is watched and our mentions. The very first search of each begins now, or `back_fill` ago (one
/// page at most).
std::unique_ptr<Listener> mastodon_listener(std::shared_ptr<MastodonServer> server, Clock const& clock);

/// Statuses in answer to others. A server that makes a post of its own because the parent is missing gets it
/// deleted again; that is an error (ours) of send() and find(). Keys are honoured as
/// MastodonInstance::honours_keys() says.
std::unique_ptr<Answerer> mastodon_answerer(std::shared_ptr<MastodonServer> server);
/// What its compose() makes: see Composer::compose. The context of `parent` is as look() left it.
Composed mastodon_reply(std::string const& words, Parent const& parent, std::string const& key, Time now);

/// The account of the token: whether it calls itself a bot, and what it answered among its latest two hundred
/// statuses, less the answers to posts that cannot be seen any more. Both are empty without a token, or if
/// the token may not tell.
std::unique_ptr<Account> mastodon_account(std::shared_ptr<MastodonServer> server);

/// Signing our account in at its own instance (OAuth 2, with PKCE where the instance has it). The program
/// registers itself there first, once for all tries, as instances count them. Disconnecting revokes the token
/// at the instance too, as far as it can be reached.
std::unique_ptr<AccountLink> mastodon_account_link(MastodonSettings settings, Clock const& clock);

extern Descriptor const mastodon_network;

}  // namespace bot::networks
