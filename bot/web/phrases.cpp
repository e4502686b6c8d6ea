#include "bot/web/phrases.h"

#include <date/date.h>

#include <stdexcept>

#include "bot/base/url.h"
#include "storage/companies.h"

namespace bot::web {

std::string Phrases::say_or(std::string const& key, std::string const& otherwise) const {
    try {
        return say(key);
    } catch (std::out_of_range const&) {
        return otherwise;
    }
}

std::string Phrases::category(std::string const& id, award::Rules const& rules) const {
    auto const* own = rules.words_for(id, request.language);
    return own != nullptr ? own->title : category(id);
}

std::string Phrases::category_text(std::string const& id, award::Rules const& rules) const {
    auto const* own = rules.words_for(id, request.language);
    return own != nullptr ? own->text : category_text(id);
}

std::string Phrases::void_reason(std::string const& reason) const {
    return say_or("void." + reason, say("void.unknown"));
}

std::string Phrases::state(storage::Nomination const& nomination) const {
    using State = storage::Nomination::State;
    switch (nomination.state) {
        case State::counted:
            return say("mine.state_counted", {{"day", day(nomination.confirmed_at.value())}});
        case State::withdrawn:
        case State::expired:
            return say("mine.state_withdrawn");
        case State::voided:
            return say("mine.state_void", {{"reason", void_reason(nomination.void_reason.value_or(""))}});
        case State::unconfirmed:
            break;
    }
    return say("mine.state_unconfirmed");
}

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

std::vector<pages::View> offered_companies(storage::Read const& read) {
    constexpr int most = 100;
    return pages::rows_of(storage::companies::most_thanked(read, storage::Company::State::active, most),
                          [](auto const& company) { return pages::View().set("name", company.name); });
}

std::string web_address(std::optional<std::string> const& url) {
    return url && begins_as_web(*url) ? *url : std::string();
}

std::string machine_time(std::optional<storage::Time> const& then) {
    return then ? date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(*then)) : std::string();
}

}  // namespace bot::web
