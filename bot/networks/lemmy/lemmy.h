#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/lemmy/server.h"
#include "bot/networks/search/rotation.h"

// Lemmy by its API v3 (join-lemmy.org/docs: API): 0.19, and what 1.0 keeps of it. One instance is asked: for
// searches, communities, mentions of us and answers to us. It is answered with comments, from the account of
// the settings or the one that was connected on the console.
namespace bot::networks {

/// How far a search or a list of a Lemmy instance was read. `since` is as far back as pages are read.
struct LemmyWatermark : Watermark {
    bool known = false;      // a pass was read to its end; until then older posts are only remembered
    storage::Time deeper{};  // when to read one page more than needed, for what arrived late

    void store(StoredFields& fields);
};

/// How far a Lemmy instance was read; for cursor_text() and read_cursor(). At most so many posts are
/// remembered.
struct LemmyCursor {
    explicit LemmyCursor(std::size_t most_remembered) : recent(RecentIds::Form::latest, most_remembered) {}

    SearchRotation<LemmyWatermark> lists;  // by name, e.g. "comments:great support"
    RecentIds recent;

    void store(StoredFields& fields);
};

/// Throws NetworkError (ours) if the instance's address is no address. Asks nothing before the first call.
/// `clock` outlives it, here and below.
Network lemmy(LemmySettings settings, Clock const& clock);

// The parts of that network. Those that are given a server share it, and so its login and its pace.

/// One call each search(), of what is listened to in turn: newest first, back to where the last pass began;
/// what was given is kept in the cursor. A search by hand is made in comments and posts. The very first
/// search of each begins now, or `back_fill` ago (one page at most).
std::unique_ptr<Listener> lemmy_listener(std::shared_ptr<LemmyServer> server, Clock const& clock);

/// Comments in answer to posts and comments, without idempotency: find() looks among the latest fifty below
/// the parent.
std::unique_ptr<Answerer> lemmy_answerer(std::shared_ptr<LemmyServer> server);
/// What its compose() makes: see Composer::compose. The context of `parent` is as look() left it.
Composed lemmy_reply(std::string const& words, Parent const& parent, std::string const& key, Time now);

/// Whether our account calls itself a bot, and the latest two hundred comments that it wrote. Without a login
/// both are empty, and the comments too where the instance has no list of what a person wrote (1.0).
std::unique_ptr<Account> lemmy_account(std::shared_ptr<LemmyServer> server);

/// Logging our account in at the instance of the settings, by name and password: nobody is sent away. Lemmy
/// has no app passwords, so only the login is kept; disconnecting forgets it here, while at the instance it
/// stays good until it is changed there.
std::unique_ptr<AccountLink> lemmy_account_link(LemmySettings settings, Clock const& clock);

extern Descriptor const lemmy_network;

}  // namespace bot::networks
