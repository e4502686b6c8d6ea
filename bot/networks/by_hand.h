#pragma once

#include <string>
#include <string_view>

#include "bot/networks/compose.h"
#include "bot/networks/network.h"

namespace bot::networks {

/// The answerer of a network that only a person may answer, in a browser: it looks at the post again and
/// counts words, and never sends any.
class ByHandAnswerer : public Answerer {
public:
    using Count = Counted (*)(std::string_view text);

    /// `count` is the network's function of compose.h.
    ByHandAnswerer(std::string network, Count count) : network_(std::move(network)), count_(count) {}
    /// `request` stays empty: there is none.
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    /// Throws NetworkError (ours).
    SentReply send(Composed const& reply) override;
    /// Nothing, as nothing was ever sent.
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return false; }

    /// What compose() makes, of its parts.
    Composed composed_of(std::string_view words, std::string_view idempotency_key) const;

private:
    std::string const network_;
    Count const count_;
};

}  // namespace bot::networks
