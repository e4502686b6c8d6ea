#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/nominate/mail_address.h"
#include "bot/transport/mail_hosts.h"
#include "storage/mails.h"
#include "storage/nominations.h"

// The mail that asks whether a nomination is yours goes to an address that anybody may have typed. So it
// leaves at a pace, says no word of who typed it, and waits rather than be refused: the form is accepted.
namespace bot::nominate {

/// How many such mails may leave. What is more waits.
struct MailPace {
    /// To one mailbox (paced_mailbox()); a third of them for forms of one neighbourhood (wide_prefix()), so
    /// that a stranger does not use up what the owner's own form needs. Confirming one begins again.
    int to_mailbox_a_day = 9;
    int to_domain_an_hour = 60;  // of one owner (mail_owner()), but for public providers
    int a_minute = 120;          // in all
};

/// When the mail for a form leaves.
struct Departure {
    Time at{};
    std::string mailbox;                 // keyed hash
    std::optional<storage::Mail> joins;  // one that is held back for that mailbox and takes the words along
};

/// Where in the line it stands, which is taken with that.
Departure plan_departure(storage::Write& write, Keys const& keys, MailPace const& pace, MailAddress const& to,
                         std::string_view client, Time now);

/// Adds the words to a mail that is held back. False if it cannot take them any more.
bool join(storage::Write& write, Keys const& keys, storage::Mail const& mail, std::string const& words,
          Time now);

/// Somebody reads that mailbox: what is held back for it leaves now, and its line begins again.
void release_mailbox(storage::Write& write, Keys const& keys, storage::Nomination const& confirmed, Time now);

/// The company's name if it may stand in a mail to somebody who never asked for one: an operator accepted it,
/// and it leads nowhere. Else "".
std::string name_for_mail(storage::Read const& read, storage::CompanyId const& company);

/// Whose the best of these hosts is; empty for none, and for a host that takes the mail of anybody's domains.
std::optional<std::string> owner_of_server(std::vector<transport::MailHost> hosts);

}  // namespace bot::nominate
