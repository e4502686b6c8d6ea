#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"

// The AT Protocol network as app.bsky.* shows it (docs.bsky.app, atproto.com/specs): asked by search or
// followed by Jetstream, answered with posts of the account that is signed in. How its sign-in, its search
// and its stream behave is in the README of bot/networks.
namespace bot::networks {

class BlueskySession;

/// Its section, and what the program adds.
struct BlueskySettings : config::Bluesky, Caller {
    std::filesystem::path session_file;  // holds the tokens, 0600; "" keeps them in memory alone
    std::filesystem::path account_file;  // holds the login that was connected on the console, 0600
    /// A post stands in the stream before the app view shows it; until then it would seem removed.
    std::chrono::milliseconds settles{10'000};
};

/// Nothing is asked before the first call. Throws UserError for a query of the settings that cannot be read.
/// `clock` outlives it, here and below.
Network bluesky(BlueskySettings settings, Clock const& clock);

// The parts of that network. Those that are given a session share it, and so its tokens and its pace.

/// searchPosts, a page of each query a call, and who mentioned, quoted or answered us. Where a query has more
/// pages, it is asked alone until it has none. What was found is filtered again, as servers pass over what
/// they do not know. A query that the server refuses is told in `skipped`, and the others go on. Throws
/// UserError like bluesky().
std::unique_ptr<Listener> bluesky_listener(BlueskySettings settings, std::shared_ptr<BlueskySession> session,
                                           Clock const& clock);

/// Follows Jetstream for the configured and the watched queries, and asks for the notifications now and then;
/// without any query, for these alone. What the stream says is unsigned: each post that fits is read again
/// from our server. A search by hand is made as such. Throws UserError like bluesky().
std::unique_ptr<Listener> bluesky_stream_listener(BlueskySettings settings,
                                                  std::shared_ptr<BlueskySession> session,
                                                  Clock const& clock);

/// Replies as posts of our account. The server takes a reply to whatever we name, so look() is what keeps us
/// from answering where we must not; its text is the one a search gives. Sending again is harmless: putRecord
/// with our own key writes the same record once, however often it is asked.
std::unique_ptr<Answerer> bluesky_answerer(std::shared_ptr<BlueskySession> session, Clock const& clock);
/// What its compose() makes: see Composer::compose. The record's key and date are made here, once: what is
/// kept and sent has them. A mention becomes one if it is of the parent's author; others stay words.
Composed bluesky_reply(std::string const& words, Parent const& parent, std::string const& key, Time now);

/// Our account, by its own records: whether its profile has the self-label "bot", and what it answered among
/// its latest five hundred posts. They are read where they are written, so that no app view has to have them
/// yet.
std::unique_ptr<Account> bluesky_account(std::shared_ptr<BlueskySession> session);

/// Signing our account in by an app password, at the host of the settings: nobody is sent away. What does not
/// look like an app password is never sent.
std::unique_ptr<AccountLink> bluesky_account_link(BlueskySettings settings, Clock const& clock);

extern Descriptor const bluesky_network;

}  // namespace bot::networks
