#pragma once

#include <memory>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/bluesky/session.h"

namespace bot::networks {

/// Replies as posts of our account. The server takes a reply to whatever we name, so look() is what keeps us
/// from answering where we must not.
class BlueskyAnswerer : public Answerer {
public:
    /// `clock` outlives it.
    BlueskyAnswerer(std::shared_ptr<BlueskySession> session, Clock const& clock)
        : session_(std::move(session)), clock_(clock) {}

    /// The text is the one a search gives.
    Parent look(std::string_view native_id) override;
    /// The record's key and date are made here, once: what is kept and sent has them. A mention becomes one
    /// if it is of the parent's author; others stay words.
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;
    /// putRecord with our own key writes the same record once, however often it is asked.
    bool honours_idempotency() const override { return true; }

    /// What compose() makes, of its parts.
    static Composed composed_of(std::string_view words, Parent const& parent, std::string_view key, Time now);

private:
    void look_in_thread(Parent& parent);
    void look_below(Parent& parent);

    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
};

}  // namespace bot::networks
