#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "storage/engine/store.h"

namespace bot::nominate {

/// The tokens behind /n/…: 16 base32 characters for one company, 60 days. A nomination of that company
/// through one weighs more. Only keyed hashes are stored, and the row knows nobody: neither who was invited
/// nor who came. Immutable; any thread.
class Invitations {
public:
    Invitations(storage::Store const& store, Keys const& keys, Clock const& clock)
        : store_(store), keys_(keys), clock_(clock) {}

    /// A new token of 80 random bits; it exists nowhere else, so the caller seals it if it must be known
    /// later.
    std::string mint(storage::Write& write, storage::CompanyId const& company) const;

    /// Whom it invites to thank. A forged, a spent and an expired token all give nothing, in the same time.
    std::optional<storage::CompanyId> lookup(std::string_view token) const;

    /// What the database knows it by: keyed, 64 characters of hex. Case and blanks do not matter.
    std::string hash(std::string_view token) const;

    /// For a form that was sent with it: the token's hash if it is usable and for this company. Several forms
    /// may wait with the same token (a mistyped address must not cost the invitation); it does not expire
    /// meanwhile, and the first to be confirmed spends it (storage/invite_tokens.h).
    std::optional<std::string> reserve(storage::Write& write, std::string_view token,
                                       storage::CompanyId const& company) const;

private:
    storage::Store const& store_;
    Keys const& keys_;
    Clock const& clock_;
};

}  // namespace bot::nominate
