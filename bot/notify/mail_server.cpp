#include "bot/notify/mail_server.h"

namespace bot::notify {

void MailServer::carry(OutgoingMail const& mail) {
    try {
        smtp_.send(mail.from, mail.to, mail.eml);
    } catch (transport::SmtpError const& error) {
        throw MailNotSent(error.what(), error.recipient_refused());
    }
}

}  // namespace bot::notify
