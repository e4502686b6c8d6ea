#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "bot/base/guarded.h"
#include "bot/networks/client/api.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/lemmy/view.h"

namespace bot::networks {

/// Its section, and what the program adds. `instance` has no slash at its end, and may be anywhere, whatever
/// `private_addresses` says: only the section names it.
struct LemmySettings : config::Lemmy, Caller {
    std::filesystem::path session_file;  // keeps the login, mode 0600; "" keeps it in memory only
    RateLimit rate{10, std::chrono::milliseconds(10'000),
                   20};  // its own for searches: often 60 in ten minutes
};

/// Whose login it is: another account's is not used.
struct LemmyLogin {
    std::string username, jwt;
};
/// The login that is kept for the settings' instance, of any account; with an empty jwt if there is none, the
/// file is damaged, or others may read it.
LemmyLogin kept_login(LemmySettings const& settings);
/// Replaces the file as a whole, mode 0600, on the disk when it returns. False if that cannot be done; the
/// old one stays. An empty jwt is never written.
bool keep_login(LemmySettings const& settings, LemmyLogin const& login);

/// What an instance says of itself and of us.
struct LemmySite {
    struct Account {
        std::int64_t id = 0;
        std::string name;
        bool bot = false;
        std::string origin;  // "https://host": what the addresses of our comments begin with
    };
    LemmyLanguages languages;
    std::optional<Account> us;  // absent if not logged in
    std::chrono::seconds search_window{600};
};

/// One instance with Lemmy's API v3. Logs in when it has to, and again when the server forgot us, if the
/// settings have the password; a login from the console is taken up at the next call, and lasts as long as
/// the server remembers it. The listener and the answerer share one. Any thread.
class LemmyServer {
public:
    LemmyServer(LemmySettings settings, Clock const& clock);

    /// As they were given; without a login that was made on the console.
    LemmySettings const& settings() const { return settings_; }
    /// In the settings, or connected on the console.
    bool has_account() const;
    Api& api() { return api_; }

    /// As Api, but a refused login is auth and a used-up bucket rate, whatever their status. `also` are
    /// statuses that the caller wants to see; of these too only what is neither of the two comes back.
    transport::HttpResponse call(Call call);
    /// Throws what call() would for that answer, whatever its status.
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);

    /// Read at the first call and once a day.
    LemmySite site();

private:
    bool in_settings() const { return !settings_.username.empty() && !settings_.password.empty(); }
    std::string session();
    void forget(std::string const& refused);
    LemmySite read_site();

    LemmySettings const settings_;
    Clock const& clock_;
    Api api_;
    Mutex login_mutex_;                   // one login at a time
    Mutex mutex_;                         // not held during a call
    std::string jwt_ GUARDED_BY(mutex_);  // of the settings' account; "" if there is none
    bool file_read_ GUARDED_BY(mutex_) = false;
    std::string refused_ GUARDED_BY(mutex_);  // a login that the server has forgotten
    std::optional<LemmySite> site_ GUARDED_BY(mutex_);
    std::string site_of_ GUARDED_BY(mutex_);  // whom it was shown to
    Time site_until_ GUARDED_BY(mutex_){};
};

/// How the settings' instance is called.
ApiSettings lemmy_api(LemmySettings const& settings);
/// Logs in with the name and the password of the settings; what is given is not kept. Throws NotConnected
/// with class auth if it is refused, else NetworkError; nothing of it is maybe_sent.
LemmyLogin lemmy_log_in(LemmySettings const& settings, Api& api);

/// The word of an error, e.g. "not_logged_in"; "" if there is none.
std::string lemmy_error(transport::HttpResponse const& response);

}  // namespace bot::networks
