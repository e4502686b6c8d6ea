#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "storage/engine/store.h"

namespace bot::nominate {

/// What an invitation is about.
struct Invitation {
    storage::CompanyId company;
    /// Its season is over, or no season it knows of: it leads to the form, and weighs nothing. Absent: it
    /// invites.
    struct Over {
        std::string season;  // its name; "" if it named none
    };
    std::optional<Over> over;
};

/// The tokens behind /n/…: 16 base32 characters for one company and season, 60 days or until the season ends.
/// A nomination of that company through one weighs more. Only keyed hashes are stored, and the row knows nobody: neither who was invited
/// nor who came. Immutable; any thread.
class Invitations {
public:
    Invitations(storage::Store const& store, Keys const& keys, Clock const& clock)
        : store_(store), keys_(keys), clock_(clock) {}

    /// A new token of 80 random bits for the open season; it exists nowhere else, so the caller seals it if it
    /// must be known later. Empty, and nothing made, while no season takes nominations.
    std::optional<std::string> mint(storage::Write& write, storage::CompanyId const& company) const;

    /// Whom it invites to thank. A forged, a spent and an expired token all give nothing, in the same time; of
    /// a season that is over all but the forged give the same, so nobody learns which were used.
    std::optional<Invitation> lookup(std::string_view token) const;
    /// Whether its season is over, whatever became of it.
    bool over(std::string_view token) const;
    /// Whether a season takes nominations, so that invitations lead somewhere.
    bool season_open(storage::Read const& read) const;

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
