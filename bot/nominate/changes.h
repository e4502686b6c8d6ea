#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/user_error.h"
#include "bot/pages/words.h"
#include "storage/engine/error.h"
#include "storage/nominations.h"

// What the changes of a nomination have in common, asked for by the nominator through the private
// link, an operator, or the clock.
namespace bot::nominate {

/// Whether the person is counted by this one, which is about to count: in the season, and in its category.
void set_firsts(storage::Read const& read, storage::Nomination& nomination);
/// It is about to count no longer, or in another category: where the person was counted by it, another that
/// still counts takes that over, if there is one, and its board is marked.
void pass_firsts_on(storage::Write& write, storage::Nomination& nomination, storage::Time now);

/// The one of the same person and season for `company` that is in `state`, besides this one.
std::optional<storage::Nomination> other_of(storage::Read const& read, storage::Nomination const& nomination,
                                            storage::CompanyId const& company,
                                            storage::Nomination::State state);

/// Makes it void; the caller stores it. `reason` is public, one of Nominations::void_reasons().
void set_void(storage::Nomination& nomination, std::string reason);

/// Stores a nomination that has just been withdrawn, voided or expired: its invitation is free again, and if
/// it `counted` until now, its board is marked.
void store_end(storage::Write& write, storage::Nomination& nomination, bool counted, storage::Time now);

/// Takes words, addresses, salt and record out of it, and its signals and question out of the database; what
/// is left names nobody and says nothing. The caller stores it.
void empty(storage::Write& write, storage::Nomination& nomination, storage::Time now);

/// What a nomination's salt and its entry in the public log are bound to: canonical JSON (sorted keys, no
/// spaces) of mail hash, the story's SHA-256, scores, consents and the moment it was confirmed. Needs a
/// confirmed nomination.
std::string private_record(storage::Nomination const& nomination);
/// Whether its season was counted: from then on nothing changes what it comes to.
bool season_counted(storage::Read const& read, storage::Nomination const& nomination);
/// 32 random bytes in base64: a salt. A new one for each confirmed nomination and each season, so that nobody
/// can try out what was hashed with it.
std::string random_bytes();

/// Runs `change`; a database that is full or cannot be reached becomes UserError `unavailable` in that
/// language: nothing was lost that was accepted before, and it can be tried again. Other errors pass through.
template <class Change>
auto or_unavailable(pages::Words const& words, std::string_view language, Change&& change) {
    try {
        return change();
    } catch (storage::Error const& error) {
        if (error.kind() != storage::Error::Kind::full && error.kind() != storage::Error::Kind::unreachable)
            throw;
        throw UserError(UserError::Kind::unavailable, words.say(language, "form.unavailable"));
    }
}

}  // namespace bot::nominate
