#pragma once

#include <stdexcept>
#include <string>

namespace bot::notify {

/// A finished mail and whom it is from and to.
struct OutgoingMail {
    std::string id;
    std::string from;
    std::string to;
    std::string eml;
};

/// A mail was not taken. The text names no address.
class MailNotSent : public std::runtime_error {
public:
    /// `for_good`: this mail will never be taken; otherwise a later try may help.
    MailNotSent(std::string const& message, bool for_good)
        : std::runtime_error(message), for_good_(for_good) {}
    bool for_good() const { return for_good_; }

private:
    bool for_good_;
};

/// Who takes mails from here: a folder or a mail server. One thread at a time; calls block.
class MailTransport {
public:
    virtual ~MailTransport() = default;
    /// Returns once the mail is theirs. Throws NotCarried.
    virtual void carry(OutgoingMail const& mail) = 0;
};

}  // namespace bot::notify
