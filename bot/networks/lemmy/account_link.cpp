#include "bot/networks/lemmy/account_link.h"

#include "bot/networks/client/token_store.h"

namespace bot::networks {

using Class = NetworkError::Class;

AccountLink::State LemmyAccountLink::state() const {
    State state;
    state.server = settings_.instance;
    state.in_settings = !settings_.username.empty() && !settings_.password.empty();
    auto const kept = kept_login(settings_.session_file, settings_.instance);
    state.connected = state.in_settings || !kept.jwt.empty();
    state.handle = state.in_settings ? settings_.username : kept.jwt.empty() ? "" : kept.username;
    return state;
}

AccountLink::Form LemmyAccountLink::form() const {
    Form form;
    auto const known = state().handle;
    form.handle = known.empty() ? settings_.username : known;
    form.password = true;
    return form;
}

std::optional<AccountLink::PendingAuthorization> LemmyAccountLink::begin(Entered const& entered) {
    auto login = settings_;
    login.username = entered.handle;
    login.password = entered.password;
    auto const given = lemmy_log_in(login, *lemmy_api(settings_, clock_));
    if (!keep_jwt(settings_.session_file, given))
        throw NetworkError(Class::ours, "lemmy: " + settings_.session_file.string() + " cannot be written");
    return std::nullopt;
}

void LemmyAccountLink::disconnect() {
    TokenFile(settings_.session_file, "lemmy").remove();
}

}  // namespace bot::networks
