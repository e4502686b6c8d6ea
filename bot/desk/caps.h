#pragma once

#include "bot/desk/item.h"
#include "bot/networks/network.h"
#include "storage/replies.h"

namespace bot::desk {

/// Nobody is to feel crowded: so many invitations a day at a network and for a company, and one in a thread.
/// Asked in the transaction that adds the reply. Throws Refusal. A day is the last 24 hours.
void check_caps(storage::Read const& read, storage::Reply const& reply, networks::Policy const* policy,
                Settings const& settings, storage::Time now);

}  // namespace bot::desk
