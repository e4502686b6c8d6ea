#pragma once

#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/notify/mail_transport.h"
#include "storage/mails.h"

namespace bot::notify {

struct Settings {
    std::string from = "awards@localhost.localdomain";
    std::string from_name;
};

/// Sends what is due in storage::mails. A mail is sent at least once: one that was handed over when the
/// program died goes out again, with the same Message-ID. Several daemons may run; each mail is taken by one.
class Mailer {
public:
    Mailer(storage::Store& store, Keys const& keys, Clock const& clock, MailTransport& transport,
           Settings settings);
    /// One round. Never throws for a mail; a failure puts it off (a minute, then longer, three days in all)
    /// or, when it can never be taken, ends it. Returns how many left.
    int run_once();

private:
    bool send(storage::Mail const& mail);
    OutgoingMail pack(storage::Mail const& mail) const;
    void put_off(storage::Mail const& mail, std::string const& why);

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    MailTransport& transport_;
    Settings const settings_;
};

}  // namespace bot::notify
