#include "bot/networks/by_hand.h"

#include <limits>

namespace bot::networks {

Composed ByHandAnswerer::compose(ApprovedReply const& reply, Parent const&) const {
    return composed_of(reply.text, reply.idempotency_key);
}

Composed ByHandAnswerer::composed_of(std::string_view words, std::string_view idempotency_key) const {
    auto const counted = count_(words);
    auto reply = composed(counted, {}, idempotency_key);
    reply.request.clear();
    if (counted.limit == 0) reply.limit = std::numeric_limits<std::size_t>::max();
    return reply;
}

SentReply ByHandAnswerer::send(Composed const&) {
    throw NetworkError(NetworkError::Class::ours, network_ + ": is answered by hand only");
}

std::optional<SentReply> ByHandAnswerer::find(Composed const&) {
    return std::nullopt;
}

}  // namespace bot::networks
