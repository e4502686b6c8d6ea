#include "bot/listen/health_words.h"

#include "bot/base/money.h"
#include "bot/base/time.h"

namespace bot::listen {
namespace {

std::string_view name_of(NetworkHealth::State state) {
    switch (state) {
        case NetworkHealth::State::well:
            return "well";
        case NetworkHealth::State::waits:
            return "waits";
        case NetworkHealth::State::fails:
            return "fails";
        case NetworkHealth::State::not_asked:
            break;
    }
    return "not_asked";
}

std::string_view name_of(NetworkHealth::Account account) {
    switch (account) {
        case NetworkHealth::Account::none:
            return "none";
        case NetworkHealth::Account::in_settings:
            return "in_settings";
        case NetworkHealth::Account::signed_in:
            return "signed_in";
        case NetworkHealth::Account::not_needed:
            break;
    }
    return "";
}

/// Where somebody signs in on the console, keys are not what is to be looked at.
bool signs_in_here(NetworkHealth const& health) {
    return health.account == NetworkHealth::Account::none ||
           health.account == NetworkHealth::Account::signed_in;
}

std::string_view name_of(NetworkHealth::Answers answers) {
    switch (answers) {
        case NetworkHealth::Answers::by_api:
            return "by_api";
        case NetworkHealth::Answers::summoned:
            return "summoned";
        case NetworkHealth::Answers::by_hand:
            return "by_hand";
        case NetworkHealth::Answers::not_at_all:
            break;
    }
    return "not_at_all";
}

/// "22 November 2026", or the text itself if it is no day.
std::string day_in_words(std::string const& day, pages::Words const& words, std::string_view language) {
    auto const read = start_of_day(day);
    return read ? words.day(language, *read) : day;
}

}  // namespace

HealthWords words_of(NetworkHealth const& health, pages::Words const& words, std::string_view language,
                     Time now) {
    auto const say = [&](std::string const& key, pages::Arguments const& arguments = {}) {
        return words.say(language, "networks." + key, arguments);
    };
    auto const& last = health.last;
    HealthWords made;
    made.state = say("state_" + std::string(name_of(health.state)));
    made.succeeded = last.succeeded_at ? words.ago(language, *last.succeeded_at, now) : say("never");
    if (last.error_class) {
        bool const nobody = *last.error_class == "auth" && health.account == NetworkHealth::Account::none;
        made.trouble = say("trouble_" + (nobody ? "no_account" : *last.error_class));
        bool const sign_in = *last.error_class == "auth" && signs_in_here(health);
        made.advice =
            say("advice_" + (sign_in ? "sign_in" : *last.error_class), {{"network", health.network}});
    }
    if (health.state != NetworkHealth::State::not_asked)
        made.next = last.due_at > now ? words.ago(language, last.due_at, now) : say("now");
    made.read = say("read", {{"posts", health.read_today}, {"finds", health.finds_today}});
    if (health.spend_cap > 0)
        made.spend =
            say("spend", {{"spent", in_dollars(health.spent_today)}, {"cap", in_dollars(health.spend_cap)}});
    made.answers = say("answers_" + std::string(name_of(health.answers)),
                       {{"n", static_cast<long long>(health.daily_cap)}});
    if (auto const account = std::string(name_of(health.account)); !account.empty())
        made.account =
            say("account_" + account + (health.handle.empty() ? "" : "_as"), {{"handle", health.handle}});
    made.rules = say(
        "rules", {{"day", day_in_words(health.rules_read_on, words, language)}, {"source", health.source}});
    return made;
}

}  // namespace bot::listen
