#include "bot/networks/by_hand.h"

#include <algorithm>
#include <limits>

namespace bot::networks {

Composed ByHandAnswerer::compose(ApprovedReply const& reply, Parent const&) const {
    Composed counted;
    counted.idempotency_key = reply.idempotency_key;
    counted.length = static_cast<std::size_t>(
        std::ranges::count_if(reply.text, [](char c) { return (c & 0xC0) != 0x80; }));
    counted.limit = limit_ > 0 ? limit_ : std::numeric_limits<std::size_t>::max();
    return counted;
}

SentReply ByHandAnswerer::send(Composed const&) {
    throw NetworkError(NetworkError::Class::ours, network_ + ": is answered by hand only");
}

std::optional<SentReply> ByHandAnswerer::find(Composed const&) {
    return std::nullopt;
}

}  // namespace bot::networks
