#include "bot/networks/bluesky/tokens.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"

namespace bot::networks {

std::optional<BlueskyTokens> BlueskyTokenFile::read() const {
    auto const kept = json::parsed(file_.read());
    if (json::text(kept, "account") != account_) return std::nullopt;
    auto const part = [&](char const* name) { return json::text(kept, name).value_or(""); };
    BlueskyTokens tokens{part("did"), part("pds"), part("access"), part("refresh")};
    return tokens.whole() ? std::optional(std::move(tokens)) : std::nullopt;
}

void BlueskyTokenFile::write(BlueskyTokens const& tokens) const {
    if (!tokens.whole()) return;
    file_.write(json::written({{"account", account_},
                               {"did", tokens.did},
                               {"pds", tokens.pds},
                               {"access", tokens.access},
                               {"refresh", tokens.refresh}}));
}

}  // namespace bot::networks
