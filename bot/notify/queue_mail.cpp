#include "bot/notify/queue_mail.h"

namespace bot::notify {

void queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                std::string const& to, std::string const& subject, std::string const& body,
                storage::Time now) {
    storage::Mail mail;
    mail.purpose = purpose;
    mail.sealed_to = keys.seal(to);
    mail.sealed_text = keys.seal(subject + "\n" + body);
    mail.created_at = mail.due_at = now;
    storage::mails::add(write, mail);
}

}  // namespace bot::notify
