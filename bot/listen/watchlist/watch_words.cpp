#include "bot/listen/watchlist/watch_words.h"

#include <algorithm>
#include <array>
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

// The ends of their messages' keys, as the enumerators count.
constexpr std::array<std::string_view, 12> reason_keys{
    "too_many_bytes", "not_text",     "term_missing",  "close_missing", "or_missing",     "or_outside",
    "minus_within",   "name_missing", "quote_missing", "phrase_empty",  "prefix_unknown", "company_unknown"};
constexpr std::array<std::string_view, 5> fault_keys{"matches_everything", "too_common", "contradicts",
                                                     "says_twice", "too_long"};
constexpr std::array<std::string_view, 4> refusal_keys{"unsound", "same_person", "review_past",
                                                       "there_already"};

template <class Enum, std::size_t count>
std::string key_of(std::string_view area, std::array<std::string_view, count> const& names, Enum value) {
    return std::string(area).append(names[static_cast<std::size_t>(value)]);
}

std::string problem(Unreadable const& why, Say const& say) {
    auto const what = say(key_of("problem_", reason_keys, why.reason), {{"about", why.about}});
    if (why.place == 0) return what;
    return say("at_character", {{"place", static_cast<long long>(why.place)}, {"problem", what}});
}

std::string problem(Fault const& fault, std::string const& title, Say const& say) {
    return say(key_of("problem_", fault_keys, fault.kind),
               {{"network", title},
                {"what", fault.what},
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
    return Say(words, language)(key_of("error.", refusal_keys, refusal));
}

}  // namespace bot::listen
