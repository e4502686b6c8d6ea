#pragma once

#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/networks/network.h"
#include "bot/pages/words.h"
#include "storage/networks.h"

// Mails to people when a network needs a hand. What they say is pages/messages/*.mail.toml, "mail.network_…".
namespace bot::listen {

/// Whom to tell, and what the mails say of the installation.
struct AlertSettings {
    std::vector<std::string> to;  // mail addresses; none: only the console tells
    std::string language = "en";  // of the mails
    std::string programme;        // its name
    std::string public_url;       // without a slash at its end; mails link to its console
};

/// Tells people that a network refuses our account, or that nothing came from it for a day, and once more
/// when it works again. Each once, however often it fails, over restarts, and whichever of several daemons
/// notices: what was told is a row (storage/networks.h) that goes with the mail in one write. A mail
/// names the network, what is to be done and where; never what a server or a person said.
class Alerts {
public:
    /// What is referred to outlives it.
    Alerts(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
           std::vector<networks::Network> const& networks, AlertSettings settings);
    /// One round over all networks, to be called every minute or so; writes only where something changed. One
    /// thread at a time. A network that was never asked is not looked at. Throws storage::Error; what was to
    /// be told is told by a later round then.
    void run_once();

private:
    using Kind = storage::NetworkAlert::Kind;
    /// Raises or clears the alert that one network's row asks for, and tells it.
    void look(storage::Write& write, networks::Network const& network) const;
    /// It failed for a day, or was not even asked: its thread hangs.
    bool is_silent(storage::NetworkState const& state, Time now) const;
    /// `what` is "auth", "silent" or "fixed": the part of the message's key.
    void tell(storage::Write& write, std::string const& what, networks::Network const& network) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    std::vector<networks::Network> const& networks_;
    AlertSettings const settings_;
    Time const started_at_;  // nobody was asked before; that is no silence
};

}  // namespace bot::listen
