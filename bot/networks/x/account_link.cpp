#include "bot/networks/x/account_link.h"

#include "bot/base/log.h"
#include "bot/networks/x/sign_in.h"

namespace bot::networks {

AccountLink::State XAccountLink::state() const {
    State state;
    state.reads = !settings_.bearer_token.empty();
    auto const tokens = XTokenFile(settings_).read();
    if (!tokens) return state;
    state.connected = true;
    state.handle = tokens->handle;
    return state;
}

AccountLink::Form XAccountLink::form() const {
    Form form;
    if (settings_.client_id.empty()) form.lacks = "networks.x.client_id";
    return form;
}

std::optional<AccountLink::PendingAuthorization> XAccountLink::begin(Entered const& entered) {
    auto begun = begin_x_sign_in(settings_, entered.redirect);
    return PendingAuthorization{std::move(begun.url), std::move(begun.state), entered.redirect,
                                std::move(begun.verifier)};
}

void XAccountLink::finish(PendingAuthorization const& leaving, std::string_view code) {
    finish_x_sign_in(settings_, clock_, code, leaving.secret, leaving.redirect);
    try {
        server_->ourselves();
    } catch (NetworkError const& error) {
        // We are signed in all the same; the listener asks again.
        log::warn("the account that signed in is not known yet",
                  {{"network", log::vouched("x")}, {"why", error}});
    }
}

void XAccountLink::disconnect() {
    XTokenFile const file(settings_);
    auto const lock = file.lock();
    file.remove();
}

}  // namespace bot::networks
