#pragma once

#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/notify/mail_transport.h"
#include "storage/mails.h"

namespace bot::notify {

/// Puts a mail in line, address and text sealed under the mail key; the mailer sends it once `write` is
/// committed, from `at` on. Call it in the write that gives the reason for the mail, so that both happen or
/// neither. `mailbox` as in storage::Mail.
void queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                std::string const& to, std::string const& subject, std::string const& body, storage::Time at,
                std::optional<std::string> mailbox = {});

/// Whom all mails are from.
struct Settings {
    /// An address.
    std::string from = "awards@localhost.localdomain";
    /// As people read it; "" shows the address alone.
    std::string from_name;
};

/// Sends what is due in storage::mails. A mail is sent at least once: one that was handed over when the
/// program died goes out again, with the same Message-ID. Several daemons may run; each mail is taken by one.
/// One thread; what it is given outlives it.
class Mailer {
public:
    Mailer(storage::Store& store, Keys const& keys, Clock const& clock, MailTransport& transport,
           Settings settings);
    /// One round. Never throws for a mail; a failure puts it off (a minute, then longer, three days in all)
    /// or, when it can never be taken, ends it. Returns how many left. Throws storage::Error.
    int run_once();

private:
    /// One mail that was taken. False if it did not leave.
    bool send(storage::Mail const& mail);
    /// Opens the row's seals and makes the mail. Throws std::invalid_argument if it can never be one.
    OutgoingMail pack(storage::Mail const& mail) const;
    /// Tries again later, or ends it when it has been tried for three days.
    void put_off(storage::Mail const& mail, std::string const& why);

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    MailTransport& transport_;
    Settings const settings_;
};

}  // namespace bot::notify
