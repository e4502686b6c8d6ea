#pragma once

#include "bot/notify/carrier.h"
#include "bot/transport/smtp.h"

namespace bot::notify {

/// Hands mails to an SMTP server.
class MailServer : public Carrier {
public:
    explicit MailServer(transport::SmtpSettings settings) : smtp_(std::move(settings)) {}
    void carry(Parcel const& parcel) override;

private:
    transport::Smtp smtp_;
};

}  // namespace bot::notify
