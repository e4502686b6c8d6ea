#include "bot/account_linking/accounts.h"

#include <algorithm>
#include <array>

#include "bot/base/keys.h"
#include "bot/base/log.h"
#include "storage/networks.h"
#include "storage/replies.h"

namespace bot::account_linking {
namespace {

using networks::AccountLink;
using networks::Network;
using networks::NetworkError;
using networks::NotConnected;

/// More than that at once is nobody's work at a desk.
constexpr std::size_t most_under_way = 100;

std::string name_of(NotConnected::Why why) {
    using Why = NotConnected::Why;
    switch (why) {
        case Why::in_settings:
            return "in_settings";
        case Why::no_client:
            return "no_client";
        case Why::address:
            return "address";
        case Why::other_software:
            return "other_software";
        case Why::application:
            return "application";
        case Why::code:
            return "code";
        case Why::password:
            return "password";
        case Why::no_app_password:
            return "no_app_password";
        case Why::second_factor:
            return "second_factor";
        case Why::closed:
            return "closed";
        case Why::no_token:
            return "no_token";
        case Why::too_little:
            return "too_little";
    }
    return "ours";
}

std::string name_of(NetworkError::Class who) {
    switch (who) {
        case NetworkError::Class::auth:
            return "refused";
        case NetworkError::Class::rate:
            return "rate";
        case NetworkError::Class::network:
            return "network";
        case NetworkError::Class::theirs:
            return "theirs";
        case NetworkError::Class::ours:
            break;
    }
    return "ours";
}

/// What `step` comes to. What was typed is in no message of a connector.
template <class Step>
Trouble tried(std::string_view network, Step step) {
    try {
        step();
        return "";
    } catch (NotConnected const& error) {
        log::warn("an account was not connected", {{"network", log::vouched(network)}, {"why", error}});
        return name_of(error.why);
    } catch (NetworkError const& error) {
        log::warn("an account was not connected", {{"network", log::vouched(network)}, {"why", error}});
        return name_of(error.error_class);
    }
}

/// Where a network's page may send somebody: https, or this very machine.
bool takes_browsers(std::string const& url) {
    constexpr std::array here{"http://127.0.0.1", "http://localhost", "http://[::1]"};
    return url.starts_with("https://") ||
           std::ranges::any_of(here, [&](auto const* start) { return url.starts_with(start); });
}

}  // namespace

Accounts::Accounts(storage::Store& store, Clock const& clock, std::vector<Network> const& networks,
                   std::string public_url)
    : store_(store), clock_(clock), networks_(networks), public_url_(std::move(public_url)) {}

Network const* Accounts::enabled(std::string_view network) const {
    auto const found = std::ranges::find(networks_, network, &Network::name);
    return found == networks_.end() || !found->account_link ? nullptr : &*found;
}

std::string Accounts::come_back_to(std::string_view network) const {
    return public_url_ + "/console/networks/" + std::string(network) + "/back";
}

std::vector<Accounts::Account> Accounts::all() const {
    std::vector<Account> accounts;
    for (auto const& one : networks::account_networks()) accounts.push_back(account_on(one));
    return accounts;
}

std::optional<Accounts::Account> Accounts::find(std::string_view network) const {
    auto const all = networks::account_networks();
    auto const wanted = std::ranges::find(all, network, &networks::AccountNetwork::name);
    return wanted == all.end() ? std::nullopt : std::optional(account_on(*wanted));
}

Accounts::Account Accounts::account_on(networks::AccountNetwork const& network) const {
    Account account;
    account.network = network.name;
    account.title = network.title;
    account.settings = network.settings;
    account.come_back = come_back_to(network.name);
    account.can_come_back = takes_browsers(public_url_);
    if (auto const* const on = enabled(network.name)) {
        account.enabled = true;
        account.state = on->account_link->state();
        account.form = on->account_link->form();
    }
    return account;
}

std::optional<Accounts::Way> Accounts::under_way(std::string_view network, std::string const& session) const {
    std::lock_guard const hold(mutex_);
    auto const found = pending_.find({std::string(network), session});
    if (found == pending_.end() || found->second.until <= clock_.now()) return std::nullopt;
    auto const& leaving = found->second.leaving;
    return Way{leaving.url, leaving.redirect.empty()};
}

Trouble Accounts::begin(std::string_view network, std::string const& session, Entered const& entered) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    auto const form = on->account_link->form();
    if (on->account_link->state().in_settings) return name_of(NotConnected::Why::in_settings);
    bool const comes_back = takes_browsers(public_url_) && !(form.can_show_code && entered.shows_code);
    if (!comes_back && !form.can_show_code && !form.password) return "no_way_back";
    if (form.password && !hand_over(network)) return "busy";
    return tried(network, [&] {
        auto leaving = on->account_link->begin(
            {entered.server, entered.handle, entered.password, comes_back ? come_back_to(network) : ""});
        {
            std::lock_guard const hold(mutex_);
            std::erase_if(pending_, [&](auto const& one) { return one.second.until <= clock_.now(); });
            pending_.erase({std::string(network), session});
            if (leaving && pending_.size() < most_under_way)
                pending_[{std::string(network), session}] = {std::move(*leaving), clock_.now() + patience};
        }
        if (!leaving) ask_again(network);
    });
}

/// What was under way, which it is no longer: it serves once. Empty if the state is not the one; a code that
/// is pasted comes without.
std::optional<AccountLink::PendingAuthorization> Accounts::taken(Place const& place,
                                                                 std::optional<std::string_view> state) {
    std::lock_guard const hold(mutex_);
    auto const found = pending_.find(place);
    if (found == pending_.end() || found->second.until <= clock_.now()) return std::nullopt;
    auto const& wanted = found->second.leaving;
    if (state ? !same_secret(wanted.state, *state) : !wanted.redirect.empty()) return std::nullopt;
    auto leaving = std::move(found->second.leaving);
    pending_.erase(found);
    return leaving;
}

Trouble Accounts::finish(std::string_view network, AccountLink::PendingAuthorization const& leaving,
                         std::string_view code) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    if (!hand_over(network)) return "busy";
    auto const trouble = tried(network, [&] { on->account_link->finish(leaving, code); });
    if (trouble.empty()) ask_again(network);
    return trouble;
}

Trouble Accounts::come_back(std::string_view network, std::string const& session, std::string_view state,
                            std::string_view code) {
    auto const leaving = taken({std::string(network), session}, state);
    if (!leaving) return "state";
    return code.empty() ? "declined" : finish(network, *leaving, code);
}

Trouble Accounts::paste(std::string_view network, std::string const& session, std::string_view code) {
    if (code.empty()) return "no_code";
    auto const leaving = taken({std::string(network), session}, std::nullopt);
    return leaving ? finish(network, *leaving, code) : "state";
}

void Accounts::stop(std::string_view network, std::string const& session) {
    std::lock_guard const hold(mutex_);
    pending_.erase({std::string(network), session});
}

Trouble Accounts::disconnect(std::string_view network) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    if (on->account_link->state().in_settings) return name_of(NotConnected::Why::in_settings);
    if (!hand_over(network)) return "busy";
    return tried(network, [&] { on->account_link->disconnect(); });
}

/// False while a reply leaves there. Replies that may have arrived are looked up no more: another account
/// would not find them, and they would go out twice.
bool Accounts::hand_over(std::string_view network) {
    using storage::Reply;
    return store_.write([&](storage::Write& write) {
        auto const here = [&](Reply::State state) {
            auto replies = storage::replies::in_state(write, state, 1000);
            std::erase_if(replies, [&](Reply const& reply) { return reply.network != network; });
            return replies;
        };
        if (!here(Reply::State::sending).empty()) return false;
        for (auto const& reply : here(Reply::State::unknown))
            storage::replies::look_later(write, reply.id, std::nullopt, "account_changed");
        return true;
    });
}

/// It may have been told to stay away for an hour because nobody was signed in.
void Accounts::ask_again(std::string_view network) {
    log::info("an account was connected", {{"network", log::vouched(network)}});
    store_.write([&](storage::Write& write) { storage::networks::make_due(write, network, clock_.now()); });
}

}  // namespace bot::account_linking
