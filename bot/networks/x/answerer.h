#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bot/networks/x/server.h"

namespace bot::networks {

/// Posts in answer to others, from the account that is signed in. X takes them only where the author called
/// it, and it has no idempotency keys.
class XAnswerer : public Answerer {
public:
    explicit XAnswerer(std::shared_ptr<XServer> server) : server_(std::move(server)) {}
    /// `locked` is a protected account, or answers that only others may give.
    Parent look(std::string_view native_id) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    SentReply send(Composed const& reply) override;
    /// Among what our account wrote since that post.
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return false; }

    /// What compose() makes, of its parts.
    static Composed composed_of(std::string_view words, std::string_view idempotency_key,
                                Parent const& parent);

private:
    std::shared_ptr<XServer> const server_;
};

}  // namespace bot::networks
