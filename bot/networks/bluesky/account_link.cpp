#include "bot/networks/bluesky/account_link.h"

#include "bot/networks/bluesky/sign_in.h"

namespace bot::networks {

using Class = NetworkError::Class;
using Why = NotConnected::Why;

AccountLink::State BlueskyAccountLink::state() const {
    auto const login = bluesky_login(settings_);
    State state;
    state.connected = login.whole();
    state.in_settings = login.in_settings;
    state.handle = login.handle;
    state.server = settings_.host;
    return state;
}

AccountLink::Form BlueskyAccountLink::form() const {
    Form form;
    auto const login = bluesky_login(settings_);
    form.handle = login.handle.empty() ? settings_.handle : login.handle;
    form.password = true;
    return form;
}

std::optional<AccountLink::PendingAuthorization> BlueskyAccountLink::begin(Entered const& entered) {
    // Looked at first, so that an account's own password goes nowhere.
    if (!is_app_password(entered.password))
        throw NotConnected(Why::no_app_password, Class::ours,
                           "bluesky: what was typed does not look like an app password");
    auto const at = entered.handle.starts_with('@') ? 1U : 0U;
    BlueskyLogin const login{entered.handle.substr(at), entered.password, false};
    auto const tokens = bluesky_sign_in(settings_, login, clock_);
    auto const file = bluesky_token_file(settings_, login.handle);
    auto const lock = file.lock();
    // Tokens of a login that is not kept yet would be nobody's; a login without tokens signs in by itself.
    bluesky_account_file(settings_).write(
        {{"host", settings_.host}, {"handle", login.handle}, {"app_password", login.app_password}});
    file.write(tokens);
    return std::nullopt;
}

void BlueskyAccountLink::disconnect() {
    auto const file = bluesky_token_file(settings_, "");
    auto const lock = file.lock();
    bluesky_account_file(settings_).remove();
    file.remove();
}

}  // namespace bot::networks
