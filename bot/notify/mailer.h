#pragma once

#include <functional>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/notify/mail_transport.h"
#include "storage/mails.h"

namespace bot::notify {

/// Puts a mail in line, address and text sealed under the mail key; the mailer sends it once `write` is
/// committed, from `at` on. Call it in the write that gives the reason for the mail, so that both happen or
/// neither. `mailbox` as in storage::Mail; `unsubscribe` as in MimeMessage.
storage::MailId queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                           std::string const& to, std::string const& subject, std::string const& body,
                           storage::Time at, std::optional<std::string> mailbox = {},
                           std::string const& unsubscribe = "");

/// Whom all mails are from, and when one may be ended.
struct Settings {
    /// An address.
    std::string from = "awards@localhost.localdomain";
    /// As people read it; "" shows the address alone.
    std::string from_name;
    /// Asked before a mail is given up because of its age; not while the clock is doubted.
    std::function<bool()> may_give_up = [] { return true; };
};

/// Sends what is due in storage::mails. A mail is sent at least once: one that was handed over when the
/// program died goes out again, with the same Message-ID. Several daemons may run; each mail is taken by one.
/// While the server takes none of ours, all wait for it, sealed, and the operators are told once
/// (storage::host_alerts, "mail"). One thread; what it is given outlives it.
class Mailer {
public:
    Mailer(storage::Store& store, Keys const& keys, Clock const& clock, MailTransport& transport,
           Settings settings);
    /// One round of two minutes and the last try at most. Never throws for a mail; a failure puts it off (a
    /// minute, then longer, three days in all) or, when its recipient can never get it, ends it. After one
    /// of the server's the round is over, the next is a minute later, then longer, and mails are kept for 30
    /// days. Returns how many left. Throws storage::Error.
    int run_once();

private:
    enum class End { left, over, put_off, server_refuses };
    /// One mail that was taken.
    End send(storage::Mail const& mail);
    /// Opens the row's seals and makes the mail. Throws std::invalid_argument if it can never be one.
    OutgoingMail pack(storage::Mail const& mail) const;
    /// Tries again later, or ends it when it has waited for too long.
    void put_off(storage::Mail const& mail, MailNotSent const& error);
    /// Tells the operators when it is the server, or one mail after the other fails.
    void tell(MailNotSent const& error);

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    MailTransport& transport_;
    Settings const settings_;
    /// Of this process, since a mail left last.
    int failures_ = 0;
    int refusals_ = 0;        // by the server
    Time server_again_at_{};  // no mail is tried before
};

}  // namespace bot::notify
