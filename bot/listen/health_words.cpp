#include "bot/listen/health_words.h"

#include <date/date.h>

#include <sstream>

#include "bot/base/money.h"

namespace bot::listen {
namespace {

std::string_view name_of(Standing::State state) {
    switch (state) {
        case Standing::State::well:
            return "well";
        case Standing::State::waits:
            return "waits";
        case Standing::State::fails:
            return "fails";
        case Standing::State::not_asked:
            break;
    }
    return "not_asked";
}

std::string_view name_of(Standing::Account account) {
    switch (account) {
        case Standing::Account::none:
            return "none";
        case Standing::Account::in_settings:
            return "in_settings";
        case Standing::Account::signed_in:
            return "signed_in";
        case Standing::Account::not_needed:
            break;
    }
    return "";
}

/// Where somebody signs in on the console, keys are not what is to be looked at.
bool signs_in_here(Standing const& standing) {
    return standing.account == Standing::Account::none || standing.account == Standing::Account::signed_in;
}

std::string_view name_of(Standing::Answers answers) {
    switch (answers) {
        case Standing::Answers::by_api:
            return "by_api";
        case Standing::Answers::summoned:
            return "summoned";
        case Standing::Answers::by_hand:
            return "by_hand";
        case Standing::Answers::not_at_all:
            break;
    }
    return "not_at_all";
}

/// "22 November 2026", or the text itself if it is no day.
std::string day_in_words(std::string const& day, pages::Words const& words, std::string_view language) {
    std::istringstream text(day);
    date::sys_days read;
    text >> date::parse("%F", read);
    return text ? words.day(language, Time(read.time_since_epoch())) : day;
}

}  // namespace

HealthWords words_of(Standing const& standing, pages::Words const& words, std::string_view language,
                     Time now) {
    auto const say = [&](std::string const& key, pages::Arguments const& arguments = {}) {
        return words.say(language, "networks." + key, arguments);
    };
    auto const& last = standing.last;
    HealthWords made;
    made.state = say("state_" + std::string(name_of(standing.state)));
    made.succeeded = last.succeeded_at ? words.ago(language, *last.succeeded_at, now) : say("never");
    if (last.error_class) {
        bool const nobody = *last.error_class == "auth" && standing.account == Standing::Account::none;
        made.trouble = say("trouble_" + (nobody ? "no_account" : *last.error_class));
        bool const sign_in = *last.error_class == "auth" && signs_in_here(standing);
        made.advice =
            say("advice_" + (sign_in ? "sign_in" : *last.error_class), {{"network", standing.network}});
    }
    if (standing.state != Standing::State::not_asked)
        made.next = last.due_at > now ? words.ago(language, last.due_at, now) : say("now");
    made.read = say("read", {{"posts", standing.read_today}, {"finds", standing.finds_today}});
    if (standing.spend_cap > 0)
        made.spend = say(
            "spend", {{"spent", in_dollars(standing.spent_today)}, {"cap", in_dollars(standing.spend_cap)}});
    made.answers = say("answers_" + std::string(name_of(standing.answers)),
                       {{"n", static_cast<long long>(standing.daily_cap)}});
    if (auto const account = std::string(name_of(standing.account)); !account.empty())
        made.account =
            say("account_" + account + (standing.handle.empty() ? "" : "_as"), {{"handle", standing.handle}});
    made.rules = say("rules", {{"day", day_in_words(standing.rules_read_on, words, language)},
                               {"source", standing.source}});
    return made;
}

}  // namespace bot::listen
