#pragma once

#include <string>
#include <string_view>

#include "bot/networks/network.h"

namespace bot::networks {

/// The answerer of a network that only a person may answer, in a browser: it looks at the post again and
/// counts words, and never sends any.
class ByHandAnswerer : public Answerer {
public:
    /// `limit` in code points; 0 is none.
    ByHandAnswerer(std::string network, std::size_t limit) : network_(std::move(network)), limit_(limit) {}
    /// `request` stays empty: there is none.
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    /// Throws NetworkError (ours).
    SentReply send(Composed const& reply) override;
    /// Nothing, as nothing was ever sent.
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return false; }

private:
    std::string const network_;
    std::size_t const limit_;
};

}  // namespace bot::networks
