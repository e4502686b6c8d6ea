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

/// More at once is not the work of people at a desk.
constexpr std::size_t most_pending = 100;

/// The words of the catalogues for each, in the order of the enumerators.
constexpr std::array why_words{"in_settings",   "no_client", "address",  "other_software",
                               "application",   "code",      "password", "no_app_password",
                               "second_factor", "closed",    "no_token", "too_little"};
static_assert(why_words.size() == static_cast<std::size_t>(NotConnected::Why::too_little) + 1);
constexpr std::array class_words{"refused", "rate", "network", "theirs", "ours"};
static_assert(class_words.size() == static_cast<std::size_t>(NetworkError::Class::ours) + 1);

Trouble name_of(NotConnected::Why why) {
    return why_words[static_cast<std::size_t>(why)];
}

/// What `step` comes to. What was typed is in no message of a connector.
template <class Step>
Trouble tried(std::string_view network, Step step) {
    try {
        step();
        return "";
    } catch (NetworkError const& error) {
        log::warn("an account was not connected", {{"network", log::vouched(network)}, {"why", error}});
        if (auto const* const known = dynamic_cast<NotConnected const*>(&error)) return name_of(known->why);
        return class_words[static_cast<std::size_t>(error.error_class)];
    }
}

/// Where a network's page may send a browser: https, or this very machine.
bool takes_browsers(std::string const& url) {
    constexpr std::array<std::string_view, 3> here{"http://127.0.0.1", "http://localhost", "http://[::1]"};
    return url.starts_with("https://") || std::ranges::any_of(here, [&](auto const start) {
               return url.starts_with(start) && (url.size() == start.size() || url[start.size()] == ':');
           });
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

std::optional<Accounts::PendingLink> Accounts::pending(std::string_view network,
                                                       std::string const& session) const {
    Hold const hold(mutex_);
    auto const found = pending_.find({std::string(network), session});
    if (found == pending_.end() || found->second.until <= clock_.now()) return std::nullopt;
    auto const& authorization = found->second.authorization;
    return PendingLink{authorization.url, authorization.redirect.empty()};
}

bool Accounts::room_for(std::string_view network, std::string const& session) {
    Hold const hold(mutex_);
    std::erase_if(pending_, [&](auto const& one) { return one.second.until <= clock_.now(); });
    return pending_.size() < most_pending || pending_.contains({std::string(network), session});
}

Trouble Accounts::begin(std::string_view network, std::string const& session, Entered const& entered) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    auto const form = on->account_link->form();
    if (on->account_link->state().in_settings) return name_of(NotConnected::Why::in_settings);
    bool const comes_back = takes_browsers(public_url_) && !(form.can_show_code && entered.shows_code);
    if (!comes_back && !form.can_show_code && !form.password) return "no_way_back";
    if (form.password && !hand_over(network)) return "busy";
    if (!form.password && !room_for(network, session)) return "too_many";
    return tried(network, [&] {
        auto authorization = on->account_link->begin(
            {entered.server, entered.handle, entered.password, comes_back ? come_back_to(network) : ""});
        {
            Hold const hold(mutex_);
            pending_.erase({std::string(network), session});
            if (authorization)
                pending_[{std::string(network), session}] = {std::move(*authorization),
                                                             clock_.now() + patience};
        }
        if (!authorization) ask_again(network);
    });
}

std::optional<AccountLink::PendingAuthorization> Accounts::taken(Place const& place,
                                                                 std::optional<std::string_view> state) {
    Hold const hold(mutex_);
    auto const found = pending_.find(place);
    if (found == pending_.end() || found->second.until <= clock_.now()) return std::nullopt;
    auto const& wanted = found->second.authorization;
    if (state ? !same_secret(wanted.state, *state) : !wanted.redirect.empty()) return std::nullopt;
    auto authorization = std::move(found->second.authorization);
    pending_.erase(found);
    return authorization;
}

Trouble Accounts::finish(std::string_view network, AccountLink::PendingAuthorization const& authorization,
                         std::string_view code) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    if (!hand_over(network)) return "busy";
    auto const trouble = tried(network, [&] { on->account_link->finish(authorization, code); });
    if (trouble.empty()) ask_again(network);
    return trouble;
}

Trouble Accounts::come_back(std::string_view network, std::string const& session, std::string_view state,
                            std::string_view code) {
    auto const authorization = taken({std::string(network), session}, state);
    if (!authorization) return "state";
    return code.empty() ? "declined" : finish(network, *authorization, code);
}

Trouble Accounts::paste(std::string_view network, std::string const& session, std::string_view code) {
    if (code.empty()) return "no_code";
    auto const authorization = taken({std::string(network), session}, std::nullopt);
    return authorization ? finish(network, *authorization, code) : "state";
}

void Accounts::stop(std::string_view network, std::string const& session) {
    Hold const hold(mutex_);
    pending_.erase({std::string(network), session});
}

Trouble Accounts::disconnect(std::string_view network) {
    auto const* const on = enabled(network);
    if (on == nullptr) return "not_enabled";
    if (on->account_link->state().in_settings) return name_of(NotConnected::Why::in_settings);
    if (!hand_over(network)) return "busy";
    return tried(network, [&] { on->account_link->disconnect(); });
}

/// Replies that may have arrived are looked up no more: another account
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
