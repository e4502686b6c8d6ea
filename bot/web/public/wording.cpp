#include "bot/web/public/wording.h"

#include <stdexcept>

namespace bot::web {
namespace {

std::string say_or(pages::Words const& words, std::string_view language, std::string const& key,
                   std::string const& otherwise) {
    try {
        return words.say(language, key);
    } catch (std::out_of_range const&) {
        return otherwise;
    }
}

}  // namespace

std::string category_title(pages::Words const& words, std::string_view language,
                           std::string const& category) {
    return say_or(words, language, "category." + category, category);
}

std::string category_text(pages::Words const& words, std::string_view language, std::string const& category) {
    return say_or(words, language, "category." + category + "_text", "");
}

std::string void_text(pages::Words const& words, std::string_view language, std::string const& reason) {
    return say_or(words, language, "void." + reason, words.say(language, "void.unknown"));
}

std::string state_text(pages::Words const& words, std::string_view language,
                       storage::Nomination const& nomination) {
    using State = storage::Nomination::State;
    switch (nomination.state) {
        case State::counted:
            return words.say(language, "mine.state_counted",
                             {{"day", words.day(language, nomination.confirmed_at.value())}});
        case State::withdrawn:
        case State::expired:
            return words.say(language, "mine.state_withdrawn");
        case State::voided:
            return words.say(language, "mine.state_void",
                             {{"reason", void_text(words, language, nomination.void_reason.value_or(""))}});
        case State::unconfirmed:
            break;
    }
    return words.say(language, "mine.state_unconfirmed");
}

}  // namespace bot::web
