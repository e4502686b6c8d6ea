#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"

namespace bot::networks {

/// A signed-in session. Never with an empty part.
struct BlueskyTokens {
    std::string did;      // our account
    std::string pds;      // the server that keeps it: all calls go there; "https://host"
    std::string access;   // good for about two hours
    std::string refresh;  // good once, for a new pair
    bool whole() const { return !did.empty() && !pds.empty() && !access.empty() && !refresh.empty(); }
};

/// The tokens of one account in a TokenFile. Tokens that are not whole never replace others.
class BlueskyTokenFile {
public:
    /// `account` tells whose tokens they are: those of another one are not read.
    BlueskyTokenFile(std::filesystem::path path, std::string account)
        : file_(std::move(path), "bluesky"), account_(std::move(account)) {}

    /// Empty if there are none, the file is damaged, or they are of another account.
    std::optional<BlueskyTokens> read() const;
    void write(BlueskyTokens const& tokens) const;
    void remove() const { file_.remove(); }
    TokenFile::Lock lock() const { return file_.lock(); }

private:
    TokenFile const file_;
    std::string const account_;
};

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
/// The tokens of that login: one file for every process that renews them.
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
