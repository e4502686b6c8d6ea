#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "bot/base/guarded.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/token_store.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/mastodon/instance.h"

namespace bot::networks {

/// Its section, and what the program adds. `instance` has no slash at its end. Without `private_addresses` an
/// instance that was typed on the console must have TLS and a public address; the section's own may be
/// anywhere.
struct MastodonSettings : config::Mastodon, Caller {
    std::filesystem::path account_file;  // the account connected on the console, 0600; "" keeps none
    /// Mastodon allows 300 in five minutes: what may be ahead and the even rate are no more.
    RateLimit rate{20, std::chrono::milliseconds(1500), 80};
};

/// The instance and the token that are in force: the settings' if they have a token, else those of the
/// account that was connected on the console, else the settings' instance with "".
struct MastodonLogin {
    std::string instance, token;
    std::string acct;  // as the instance calls the account; "" if it is not known
    bool in_settings = false;
};
/// Reads the account's file each time. Any thread.
MastodonLogin mastodon_login(MastodonSettings const& settings);
/// Where the account that was connected on the console is kept: "instance", "access_token", "client_id",
/// "client_secret" and "acct".
AccountFile mastodon_account_file(MastodonSettings const& settings);
/// Calls to that instance, without a token.
std::shared_ptr<Api> mastodon_api(MastodonSettings const& settings, std::string const& instance,
                                  Clock const& clock);

/// Whether the streaming server that the instance names may stand in a private network: where the instance
/// does, or if it is the instance itself that the settings name; an instance out there could name any address
/// here.
bool may_stream_privately(MastodonSettings const& settings, std::string const& declared,
                          std::string const& streaming);

/// The account that the token belongs to.
struct MastodonAccount {
    std::string id;
    std::string acct;
    bool bot = false;       // says of itself that it is automated
    std::string address{};  // its ActivityPub address; "" if the server does not say
};

/// One instance with its Mastodon client API: calls with our token, and what is known about it. Without a
/// token in the settings the account that was connected on the console counts, from the next call on, with
/// the instance where it lives. The listener and the answerer share one, so that they keep one pace. Any
/// thread.
class MastodonServer {
public:
    MastodonServer(MastodonSettings settings, Clock const& clock);

    /// With the instance and the token that are in force.
    MastodonSettings settings();
    /// The one that the settings name, whatever account is connected.
    std::string const& declared_instance() const { return settings_.instance; }
    bool signed_in() { return !access().token.empty(); }
    std::shared_ptr<Api> api() { return access().api; }

    /// With the token. Throws NetworkError as Api does, but 422 for a token that is none of a person's is
    /// auth.
    transport::HttpResponse call(Call call);
    /// Throws what that answer means.
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);

    /// Read at the first call and once a day; one that says nothing useful is asked again after an hour.
    MastodonInstance instance();
    /// As far as it was read; asks nobody.
    std::optional<MastodonInstance> known_instance();
    /// A refusal taught us a smaller limit.
    void learn_limit(std::size_t characters);
    /// Empty without a token, or if the token may not tell. Throws NetworkError (auth) if it is no good.
    std::optional<MastodonAccount> ourselves();

    /// What a status is called here, remembered while the program runs, for the latest few thousand.
    void remember(std::string const& id, std::string const& uri);
    std::optional<std::string> id_of(std::string const& uri) const;
    std::optional<std::string> uri_of(std::string const& id) const;

private:
    struct Access {
        std::string instance, token;
        std::shared_ptr<Api> api;
        int number = 0;  // of the account that is in force; what was learned is of one alone
    };
    Access access();
    MastodonInstance read_instance();
    std::string software_by_nodeinfo();
    std::optional<MastodonAccount> read_ourselves();

    MastodonSettings const settings_;
    Clock const& clock_;
    mutable Mutex mutex_;  // not held during a call
    Access access_ GUARDED_BY(mutex_);
    std::optional<MastodonInstance> instance_ GUARDED_BY(mutex_);
    Time instance_until_ GUARDED_BY(mutex_){};
    std::optional<std::size_t> learned_limit_ GUARDED_BY(mutex_);
    std::optional<MastodonAccount> ourselves_ GUARDED_BY(mutex_);
    Time ourselves_until_ GUARDED_BY(mutex_){};
    std::unordered_map<std::string, std::string> ids_by_uri_ GUARDED_BY(mutex_);
    std::unordered_map<std::string, std::string> uris_by_id_ GUARDED_BY(mutex_);
    /// Id and uri, the oldest first.
    std::deque<std::pair<std::string, std::string>> remembered_ GUARDED_BY(mutex_);
};

}  // namespace bot::networks
