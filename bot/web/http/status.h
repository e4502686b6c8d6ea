#pragma once

#include "bot/base/user_error.h"

namespace bot::web {

/// The status of a page that tells a person what was refused, and shows what they wrote again.
constexpr int status_of(UserError::Kind kind) {
    switch (kind) {
        case UserError::Kind::forbidden:
            return 403;
        case UserError::Kind::not_found:
            return 404;
        case UserError::Kind::conflict:
            return 409;
        case UserError::Kind::too_many:
            return 429;
        case UserError::Kind::unavailable:
            return 503;
        case UserError::Kind::invalid:
            break;
    }
    return 422;
}

}  // namespace bot::web
