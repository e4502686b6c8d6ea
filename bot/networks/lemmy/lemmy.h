#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/lemmy/server.h"
#include "bot/networks/network.h"
#include "bot/networks/search/rotation.h"

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

/// Searches, communities and mentions of one instance, asked in turn: one call each search(). Newest first,
/// back to where the last pass began; what was given is kept in the cursor.
class LemmyListener : public Listener {
public:
    LemmyListener(std::shared_ptr<LemmyServer> server, Clock const& clock)
        : server_(std::move(server)), clock_(clock) {}
    /// A search by hand is made in comments and posts; else what the settings name, what is watched, our
    /// mentions and the answers to us.
    /// The very first search of each begins now, or `back_fill` ago (one page at most).
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Search;
    void try_to_ask(Search& search, std::string const& list);
    void ask(Search& search, std::string const& list);

    std::shared_ptr<LemmyServer> const server_;
    Clock const& clock_;
    std::optional<std::string> failed_;  // the list whose call just failed
};

/// Comments in answer to posts and comments, from the account of the settings.
class LemmyAnswerer : public Answerer {
public:
    explicit LemmyAnswerer(std::shared_ptr<LemmyServer> server) : server_(std::move(server)) {}
    Parent look(std::string_view native_id) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return false; }

    /// What compose() makes, of its parts.
    static Composed composed_of(std::string_view words, std::string_view idempotency_key,
                                Parent const& parent);

private:
    std::shared_ptr<LemmyServer> const server_;
};

/// Throws NetworkError (ours) if the instance's address is no address.
Network lemmy(LemmySettings settings, Policy policy, Clock const& clock);

extern Descriptor const lemmy_network;

}  // namespace bot::networks
