#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/mastodon/server.h"
#include "bot/networks/network.h"

namespace bot::networks {

struct MastodonCursor;
struct MastodonSource;
class MastodonStreams;

/// Hashtags, searches and mentions of one instance, asked in turn: one call each search(), so that a page and
/// its cursor are stored together. See the README of this folder for what is asked how.
class MastodonListener : public Listener {
public:
    MastodonListener(std::shared_ptr<MastodonServer> server, Clock const& clock);
    ~MastodonListener() override;
    /// A search by hand is asked as such, and each hashtag in it is followed; else what the settings name,
    /// what is watched and our mentions. The very first search of each begins now, or `back_fill` ago (one
    /// page at most).
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Search;
    void try_to_ask(Search& search, MastodonSource const& source);
    void ask(Search& search, MastodonSource const& source);
    void hand_out_streamed(Search& search);

    std::shared_ptr<MastodonServer> const server_;
    Clock const& clock_;
    std::unique_ptr<MastodonStreams> streams_;  // null if not wanted, or the instance has none
    std::string streams_of_;                    // the instance and token they were looked for with
    std::optional<std::string> failed_;         // the source whose call just failed
};

/// Statuses in answer to others, from the account of the token.
class MastodonAnswerer : public Answerer {
public:
    explicit MastodonAnswerer(std::shared_ptr<MastodonServer> server) : server_(std::move(server)) {}
    Parent look(std::string_view native_id) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    /// A server that makes a post of its own because the parent is missing gets it deleted again; that is an
    /// error (ours).
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override;

    /// What compose() makes, of its parts.
    static Composed composed_of(std::string_view words, std::string_view idempotency_key,
                                Parent const& parent);

private:
    std::shared_ptr<MastodonServer> const server_;
};

/// Throws NetworkError (ours) if the instance's address is no address.
Network mastodon(MastodonSettings settings, Policy policy, Clock const& clock);

extern Descriptor const mastodon_network;

}  // namespace bot::networks
