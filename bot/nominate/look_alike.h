#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/keys.h"
#include "bot/nominate/mail_address.h"
#include "bot/text/near_duplicate.h"
#include "storage/nominations.h"

// Signals by which nominations look alike, so that many voices of one place count as fewer. A signal is kept
// as a keyed hash, and what is published of it is a group id that means nothing elsewhere.
namespace bot::nominate {

/// The part of a client's address that one household or office shares: IPv4 whole, IPv6 its first 64 bits.
/// Empty if it is no address.
std::string address_prefix(std::string_view client);
/// The part that one firm or one customer of a hoster can have for little money: the first 24 bits of IPv4,
/// 48 of IPv6. Empty likewise.
std::string wide_prefix(std::string_view client);

/// The local part with its numbers and single letters taken out, with the domain's owner: what "thanks1@…,
/// thanks2@…" and "a.miller@…, b.miller@…" have in common. Empty if there is nothing to take out.
std::string name_run(MailAddress const& address);

/// What two stories are compared by; empty under five words, which then are like no other.
text::Sketch sketch_of(std::string_view story);
/// True if two stories say mostly the same in the same words: about half of their pairs of words are in both.
bool similar(text::Sketch const& one, text::Sketch const& other);

/// What the sender's addresses say: prefix, wide prefix, the mail domain's owner, name run. What says nothing
/// is left out: no address, a public provider's domain, a name without numbers.
std::vector<storage::NominationSignal> sender_signals(Keys const& keys, std::string_view client,
                                                      MailAddress const& address);

/// One mail server behind many domains, by whom its host belongs to.
storage::NominationSignal mail_server_signal(Keys const& keys, std::string const& owner);

/// The first similar story for the company since then, if there is one: the newest of several. Reads at most
/// 200 of them, none of the stories themselves. Groups grow around their first story only, so that they never
/// chain.
std::optional<storage::NominationId> burst_leader(storage::Read const& read, std::string const& season,
                                                  storage::CompanyId const& company,
                                                  text::Sketch const& sketch, storage::Time since);
/// Of the burst that began with that one.
storage::NominationSignal burst_signal(Keys const& keys, storage::NominationId const& leader);

/// The group ids of a nomination as stored and published: a sorted JSON list of 32 characters of hex each, an
/// HMAC-SHA256 under the season's salt, cut to 128 bits; that of a wide signal begins with award::wide_group.
/// One signal's value gives the same id for the same company and season, and ids that have nothing in common
/// everywhere else.
std::string group_ids(std::string const& group_salt, storage::Nomination const& nomination,
                      std::vector<storage::NominationSignal> const& signals);

}  // namespace bot::nominate
