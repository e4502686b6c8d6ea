#include "bot/notify/mail_server.h"

namespace bot::notify {

void MailServer::carry(Parcel const& parcel) {
    try {
        smtp_.send(parcel.from, parcel.to, parcel.eml);
    } catch (transport::SmtpError const& error) {
        throw NotCarried(error.what(), error.recipient_refused());
    }
}

}  // namespace bot::notify
