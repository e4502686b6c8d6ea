#pragma once

#include "bot/notify/mail_transport.h"
#include "bot/transport/smtp.h"

namespace bot::notify {

/// Hands mails to an SMTP server.
class MailServer : public MailTransport {
public:
    explicit MailServer(transport::SmtpSettings settings) : smtp_(std::move(settings)) {}
    void carry(OutgoingMail const& mail) override;

private:
    transport::Smtp smtp_;
};

}  // namespace bot::notify
