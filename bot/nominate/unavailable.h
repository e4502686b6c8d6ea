#pragma once

#include <string_view>

#include "bot/base/user_error.h"
#include "bot/pages/words.h"
#include "storage/engine/error.h"

namespace bot::nominate {

/// Runs `change`; a database that is full or cannot be reached becomes words for the person: nothing was lost
/// that was accepted before, and it can be tried again.
template <class Change>
auto or_unavailable(pages::Words const& words, std::string_view language, Change&& change) {
    try {
        return change();
    } catch (storage::Error const& error) {
        if (error.kind() != storage::Error::Kind::full && error.kind() != storage::Error::Kind::unreachable)
            throw;
        throw UserError(UserError::Kind::unavailable, words.say(language, "form.unavailable"));
    }
}

}  // namespace bot::nominate
