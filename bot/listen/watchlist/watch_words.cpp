#include "bot/listen/watchlist/watch_words.h"

#include <algorithm>
#include <cmath>

#include "bot/base/money.h"

namespace bot::listen {
namespace {

using watch::Fault;
using watch::Unreadable;

/// Words of one language.
class Say {
public:
    Say(pages::Words const& words, std::string_view language) : words_(words), language_(language) {}

    std::string operator()(std::string const& key, pages::Arguments const& arguments = {}) const {
        return words_.say(language_, "watch." + key, arguments);
    }
    /// As exact as a guess may sound: "120", "1.2", "0.07".
    std::string roughly(double value) const {
        return words_.number(language_, value, value >= 10 || value == 0 ? 0 : value >= 1 ? 1 : 2);
    }
    std::string day(Time moment) const { return words_.day(language_, moment); }

private:
    pages::Words const& words_;
    std::string_view language_;
};

std::string_view name_of(Unreadable::Reason reason) {
    using Reason = Unreadable::Reason;
    switch (reason) {
        case Reason::too_long:
            return "too_many_bytes";
        case Reason::not_text:
            return "not_text";
        case Reason::term_missing:
            return "term_missing";
        case Reason::close_missing:
            return "close_missing";
        case Reason::or_missing:
            return "or_missing";
        case Reason::or_outside:
            return "or_outside";
        case Reason::minus_within:
            return "minus_within";
        case Reason::name_missing:
            return "name_missing";
        case Reason::quote_missing:
            return "quote_missing";
        case Reason::phrase_empty:
            return "phrase_empty";
        case Reason::prefix_unknown:
            return "prefix_unknown";
        case Reason::company_unknown:
            break;
    }
    return "company_unknown";
}

std::string problem(Unreadable const& why, Say const& say) {
    auto const what = say("problem_" + std::string(name_of(why.reason)), {{"about", why.about}});
    if (why.place == 0) return what;
    return say("at_character", {{"place", static_cast<long long>(why.place)}, {"problem", what}});
}

std::string problem(Fault const& fault, std::string const& title, Say const& say) {
    switch (fault.kind) {
        case Fault::Kind::matches_everything:
            return say("problem_matches_everything");
        case Fault::Kind::too_common:
            return say("problem_too_common", {{"what", fault.what}});
        case Fault::Kind::contradicts:
            return say("problem_contradicts", {{"what", fault.what}});
        case Fault::Kind::says_twice:
            return say("problem_says_twice", {{"what", fault.what}});
        case Fault::Kind::too_long:
            break;
    }
    return say("problem_too_long", {{"network", title},
                                    {"n", static_cast<long long>(fault.characters)},
                                    {"allowed", static_cast<long long>(fault.allowed)}});
}

std::string finds_of(Trial::OnNetwork const& on, Say const& say) {
    auto const& guess = on.estimate;
    if (guess.ground == Estimate::Ground::none) return say("finds_unknown", {{"network", on.title}});
    pages::Arguments const told{{"network", on.title},
                                {"finds", say.roughly(guess.finds_a_day)},
                                {"least", say.roughly(guess.least_finds)},
                                {"most", say.roughly(guess.most_finds)},
                                {"posts", say.roughly(guess.posts_a_day)},
                                {"held", on.heard.held},
                                {"tried", on.heard.tried},
                                {"days", static_cast<long long>(std::floor(on.heard.days))}};
    if (on.heard.held == 0) return say("finds_none", told);
    auto words = say("finds", told);
    if (guess.ground == Estimate::Ground::little) words += " " + say("finds_little");
    return words + " " + say("posts", told);
}

/// No more exact than a guess: whole cents, or tenths of one below a cent.
std::string about(long long micro) {
    long long const step = micro < 10'000 ? 1'000 : 10'000;
    return in_dollars((micro + step / 2) / step * step);
}

std::string cost_of(Trial::OnNetwork const& on, Say const& say) {
    if (on.cost_per_read == 0) return "";
    pages::Arguments const told{{"network", on.title},
                                {"price", in_dollars(on.cost_per_read)},
                                {"author", in_dollars(on.cost_per_account)},
                                {"least", about(on.estimate.least_cost)},
                                {"cost", about(on.estimate.cost)}};
    auto words = say("price", told);
    if (on.cost_per_account > 0) words += " " + say("price_author", told);
    bool const known = on.estimate.ground != Estimate::Ground::none && on.heard.held > 0;
    return words + " " + say(known ? "cost" : "cost_unknown", told);
}

void add_once(std::vector<std::string>& to, std::string words) {
    if (std::ranges::find(to, words) == to.end()) to.push_back(std::move(words));
}

std::string back_test(Trial const& trial, Say const& say) {
    if (trial.tried == 0) return say("back_test_none");
    return say("back_test", {{"held", trial.held},
                             {"tried", trial.tried},
                             {"oldest", say.day(trial.oldest)},
                             {"newest", say.day(trial.newest)}});
}

}  // namespace

TrialWords words_of(Trial const& trial, pages::Words const& words, std::string_view language) {
    Say const say(words, language);
    TrialWords made;
    if (trial.unreadable) {
        made.problems.push_back(problem(*trial.unreadable, say));
        return made;
    }
    if (trial.unsearchable)
        made.problems.push_back(say("problem_unsearchable", {{"network", trial.network.value_or("")}}));
    for (auto const& on : trial.networks) {
        for (auto const& fault : on.faults) add_once(made.problems, problem(fault, on.title, say));
        TrialWords::OnNetwork shown{on.title, {}, finds_of(on, say), cost_of(on, say)};
        for (auto const& asked : on.asks) shown.asks.push_back(asked.empty() ? say("asks_nothing") : asked);
        made.networks.push_back(std::move(shown));
    }
    made.back_test = back_test(trial, say);
    return made;
}

std::string words_of(WatchList::Refusal refusal, pages::Words const& words, std::string_view language) {
    Say const say(words, language);
    switch (refusal) {
        case WatchList::Refusal::unsound:
            return say("error.unsound");
        case WatchList::Refusal::same_person:
            return say("error.same_person");
        case WatchList::Refusal::review_past:
            return say("error.review_past");
        case WatchList::Refusal::there_already:
            break;
    }
    return say("error.there_already");
}

}  // namespace bot::listen
