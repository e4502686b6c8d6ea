#pragma once

#include <string>

#include "storage/nominations.h"

namespace bot::nominate {

/// 32 random bytes in base64.
std::string random_bytes();

/// What a nomination's salt and its entry in the public log are bound to: canonical JSON (sorted keys, no
/// spaces) of mail hash, the story's SHA-256, scores, consents and the moment it was confirmed. Needs a
/// confirmed nomination.
std::string private_record(storage::Nomination const& nomination);

}  // namespace bot::nominate
