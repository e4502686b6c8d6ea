#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bot/base/guarded.h"
#include "bot/networks/bluesky/bluesky.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"

// Our account at Bluesky: the login that is in force, the tokens it gave, and calls with them
// (docs.bsky.app: com.atproto.server.createSession, refreshSession).
namespace bot::networks {

/// A signed-in session. Never with an empty part.
struct BlueskyTokens {
    std::string did;      // our account
    std::string pds;      // the server that keeps it: all calls go there; "https://host"
    std::string access;   // good for about two hours
    std::string refresh;  // good once, for a new pair
    bool whole() const { return !did.empty() && !pds.empty() && !access.empty() && !refresh.empty(); }
};

/// The tokens of one account in a file of mode 0600. Tokens that are not whole never replace others.
class BlueskyTokenFile {
public:
    /// `account` tells whose tokens they are: those of another one are not read.
    BlueskyTokenFile(std::filesystem::path path, std::string account)
        : file_(std::move(path), "bluesky"), account_(std::move(account)) {}

    /// Empty if there are none, the file is damaged, or they are of another account.
    std::optional<BlueskyTokens> read() const;
    /// They are on the disk when it returns. Throws NetworkError (ours) if that cannot be done.
    void write(BlueskyTokens const& tokens) const;
    void remove() const { file_.remove(); }
    TokenFile::Lock lock() const { return file_.lock(); }

private:
    AccountFile const file_;
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

/// Calls to that server, which is `settings.host` or where an account lives.
std::shared_ptr<Api> bluesky_api(BlueskySettings const& settings, std::string const& base,
                                 Clock const& clock);

/// The name of the error in an answer, e.g. "ExpiredToken"; "" if there is none that looks like a name.
std::string bluesky_error(transport::HttpResponse const& response);

/// Calls to our account's own server (PDS), signed in as the login that is in force: one that is connected
/// on the console counts from the next call on. Signs in with the app password only when there are no
/// tokens that work; renews them when the server says that the access token is out of date, which it says
/// with status 400. New tokens are on the disk before they are used. One renewal at a time, also between
/// processes that share the file. Any thread.
class BlueskySession {
public:
    /// `clock` outlives it.
    BlueskySession(BlueskySettings const& settings, Clock const& clock);

    /// The path begins with "/xrpc/"; the authorization is added here. As Api::call(), but a `maybe_sent` is
    /// about this call alone: never for what happened while signing in or renewing.
    transport::HttpResponse call(Call call);
    transport::HttpResponse get(std::string_view path) { return call({"GET", std::string(path)}); }

    /// As one signs in with it.
    std::string handle();
    /// The DID of our account; signs in if that never happened.
    std::string did();
    /// Throws what call() would have thrown for an answer whose status was in `also`.
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);

private:
    struct Access {
        std::shared_ptr<Api> pds;
        BlueskyTokens tokens;
    };
    Access access();
    Access renewed(std::string const& used, bool refused);
    void demand_same_login() const REQUIRES(mutex_);
    Access adopt(BlueskyTokens tokens) REQUIRES(mutex_);
    std::optional<BlueskyTokens> refreshed(BlueskyTokens const& old) REQUIRES(mutex_);
    BlueskyTokens signed_in() REQUIRES(mutex_);

    BlueskySettings const settings_;
    Clock const& clock_;
    Mutex mutex_;
    BlueskyLogin login_ GUARDED_BY(mutex_);  // of access_
    std::optional<Access> access_ GUARDED_BY(mutex_);
    std::optional<Time> refused_until_ GUARDED_BY(mutex_){};  // no sign-in before, see the limits there
};

}  // namespace bot::networks
