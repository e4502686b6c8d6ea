#pragma once

#include <string>

#include "bot/base/keys.h"
#include "storage/mails.h"

namespace bot::notify {

/// Puts a mail in line, address and text sealed; the mailer sends it.
void queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                std::string const& to, std::string const& subject, std::string const& body,
                storage::Time now);

}  // namespace bot::notify
