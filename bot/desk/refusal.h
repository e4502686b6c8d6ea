#pragma once

#include <string>
#include <utility>

#include "bot/base/user_error.h"
#include "bot/pages/words.h"

namespace bot::desk {

/// Why the desk did not do what an operator asked: the message "queue.no.<key>" with its arguments, which the
/// console says in the operator's language.
class Refusal : public UserError {
public:
    Refusal(Kind kind, std::string const& key, pages::Arguments values = {})
        : UserError(kind, "queue.no." + key), arguments(std::move(values)) {}
    std::string message() const { return what(); }

    pages::Arguments const arguments;
};

}  // namespace bot::desk
