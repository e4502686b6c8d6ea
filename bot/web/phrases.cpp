#include "bot/web/phrases.h"

#include <date/date.h>

#include <stdexcept>

#include "bot/base/url.h"

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

std::string shortened(std::string_view text, std::size_t longest) {
    std::size_t points = 0;
    std::size_t blank = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] & 0xc0) == 0x80) continue;
        if (++points > longest) {
            auto const cut = text.substr(0, blank > 0 ? blank : at);
            return std::string(cut.substr(0, cut.find_last_not_of(" .,;:!?-") + 1)) + "…";
        }
        if (text[at] == ' ' && points > longest / 2) blank = at;
    }
    return std::string(text);
}

std::string web_address(std::optional<std::string> const& url) {
    return url && begins_as_web(*url) ? *url : std::string();
}

std::string machine_time(std::optional<storage::Time> const& then) {
    return then ? date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(*then)) : std::string();
}

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
