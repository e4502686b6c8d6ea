#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/bluesky/tokens.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"

namespace bot::networks {

/// With what one signs in at settings.host.
struct BlueskyLogin {
    std::string handle;  // or the DID
    std::string app_password;
    bool in_settings = false;
    bool operator==(BlueskyLogin const&) const = default;
    bool whole() const { return !handle.empty() && !app_password.empty(); }
};

/// What the settings name, if they have an app password; else what was connected on the console, which is
/// kept in settings.account_file because the tokens alone do not outlive a long pause. Not whole if there is
/// neither.
BlueskyLogin bluesky_login(BlueskySettings const& settings);
AccountFile bluesky_account_file(BlueskySettings const& settings);
/// The tokens of that login, whoever renews them.
BlueskyTokenFile bluesky_token_file(BlueskySettings const& settings, std::string const& handle);

/// Four groups of four with hyphens, as Bluesky makes them: an account's own password hardly ever looks so.
bool is_app_password(std::string_view text);

/// New tokens. Throws NotConnected with class auth if the login is refused, else NetworkError.
BlueskyTokens bluesky_sign_in(BlueskySettings const& settings, BlueskyLogin const& login, Clock const& clock);

/// The tokens in an answer; not whole if something is missing. `pds` is where the account is, unless the
/// answer says otherwise.
BlueskyTokens bluesky_tokens_in(std::string const& body, std::string const& pds);

std::shared_ptr<Api> bluesky_api(BlueskySettings const& settings, std::string const& base,
                                 Clock const& clock);

/// The name of the error in an answer, e.g. "ExpiredToken"; "" if there is none that looks like a name.
std::string bluesky_error(transport::HttpResponse const& response);

}  // namespace bot::networks
