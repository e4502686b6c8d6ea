#include "bot/listen/health.h"

#include <algorithm>
#include <array>
#include <map>

#include "bot/base/money.h"
#include "storage/daily_totals.h"
#include "storage/networks.h"
#include "storage/posts.h"

namespace bot::listen {
namespace {

using networks::Network;
using networks::Policy;

NetworkHealth::Answers answers_of(Network const& network) {
    if (!network.answerer) return NetworkHealth::Answers::not_at_all;
    auto const by_api = network.policy.by_api;
    if (!network.answers() || by_api == Policy::ByApi::never) return NetworkHealth::Answers::by_hand;
    return by_api == Policy::ByApi::always ? NetworkHealth::Answers::by_api
                                           : NetworkHealth::Answers::summoned;
}

NetworkHealth::Account account_of(networks::AccountLink::State const& state) {
    if (!state.connected) return NetworkHealth::Account::none;
    return state.in_settings ? NetworkHealth::Account::in_settings : NetworkHealth::Account::signed_in;
}

NetworkHealth::State state_of(storage::NetworkState const& last) {
    if (last.failures > 0)
        return last.error_class == "rate" ? NetworkHealth::State::waits : NetworkHealth::State::fails;
    return last.succeeded_at ? NetworkHealth::State::well : NetworkHealth::State::not_asked;
}

/// Posts of that day that were looked at and not kept, by network.
std::map<std::string, long long> not_kept(storage::Read const& read, std::string const& day) {
    std::map<std::string, long long> counts;
    for (auto const& count : storage::seen_counts::between(read, day, day))
        counts[count.network] += count.posts;
    return counts;
}

// The ends of their messages' keys, as the enumerators count.
constexpr std::array<std::string_view, 4> state_keys{"not_asked", "well", "waits", "fails"};
constexpr std::array<std::string_view, 4> answers_keys{"not_at_all", "by_hand", "summoned", "by_api"};
constexpr std::array<std::string_view, 4> account_keys{"", "none", "in_settings", "signed_in"};

template <class Enum>
std::string key_of(std::array<std::string_view, 4> const& keys, Enum value) {
    return std::string(keys[static_cast<std::size_t>(value)]);
}

/// Where people sign in on the console, keys are not what to look at.
bool signs_in_here(NetworkHealth const& health) {
    return health.account == NetworkHealth::Account::none ||
           health.account == NetworkHealth::Account::signed_in;
}

/// "22 November 2026", or the text itself if it is no day.
std::string day_in_words(std::string const& day, pages::Words const& words, std::string_view language) {
    auto const read = storage::start_of_day(day);
    return read ? words.day(language, *read) : day;
}

}  // namespace

Health::Health(storage::Store& store, Clock const& clock, std::vector<Network> const& networks)
    : store_(store), clock_(clock), networks_(networks) {}

std::vector<NetworkHealth> Health::all() const {
    auto const now = clock_.now();
    auto const alerts = storage::network_alerts::all(store_);
    auto const passed_by = not_kept(store_, storage::day_of(now));
    std::vector<NetworkHealth> all;
    for (auto const& network : networks_) {
        NetworkHealth one;
        one.network = one.last.name = network.name;
        if (auto last = storage::networks::find(store_, network.name)) one.last = std::move(*last);
        one.title = network.policy.title;
        one.state = state_of(one.last);
        one.alerted =
            std::ranges::find(alerts, network.name, &storage::NetworkAlert::network) != alerts.end();
        one.finds_today =
            storage::posts::count_since(store_, network.name, std::chrono::floor<std::chrono::days>(now));
        auto const passed = passed_by.find(network.name);
        one.read_today = one.finds_today + (passed == passed_by.end() ? 0 : passed->second);
        one.spend_cap = network.daily_spend_cap;
        if (one.spend_cap > 0)
            one.spent_today = storage::spend::on(store_, network.name, storage::day_of(now)).micro_dollars;
        one.answers = answers_of(network);
        if (network.account_link) {
            auto state = network.account_link->state();
            one.account = account_of(state);
            one.handle = std::move(state.handle);
        }
        one.daily_cap = network.policy.daily_cap;
        one.source = network.policy.source;
        one.rules_read_on = network.policy.checked_on;
        one.rules_from = network.policy.file;
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<std::string> Health::troubled() const {
    std::vector<std::string> titles;
    for (auto const& alert : storage::network_alerts::all(store_)) {
        auto const network = std::ranges::find(networks_, alert.network, &Network::name);
        if (network != networks_.end()) titles.push_back(network->policy.title);
    }
    return titles;
}

bool Health::may_try_now(NetworkHealth const& health) {
    return health.state == NetworkHealth::State::fails;
}

bool Health::try_now(std::string_view network) {
    return store_.write([&](storage::Write& write) {
        auto const last = storage::networks::find(write, network);
        return last && state_of(*last) == NetworkHealth::State::fails &&
               storage::networks::make_due(write, network, clock_.now());
    });
}

HealthWords words_of(NetworkHealth const& health, pages::Words const& words, std::string_view language,
                     Time now) {
    auto const say = [&](std::string const& key, pages::Arguments const& arguments = {}) {
        return words.say(language, "networks." + key, arguments);
    };
    auto const& last = health.last;
    HealthWords made;
    made.state = say("state_" + key_of(state_keys, health.state));
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
    made.answers = say("answers_" + key_of(answers_keys, health.answers),
                       {{"n", static_cast<long long>(health.daily_cap)}});
    if (auto const account = key_of(account_keys, health.account); !account.empty())
        made.account =
            say("account_" + account + (health.handle.empty() ? "" : "_as"), {{"handle", health.handle}});
    made.rules = say(
        "rules", {{"day", day_in_words(health.rules_read_on, words, language)}, {"source", health.source}});
    return made;
}

}  // namespace bot::listen
