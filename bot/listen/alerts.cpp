#include "bot/listen/alerts.h"

#include <algorithm>

#include "bot/base/log.h"
#include "bot/notify/mailer.h"

namespace bot::listen {
namespace {

using namespace std::chrono;

constexpr hours silent_after{24};
/// One failure right after a long pause of the network's own is no silence yet.
constexpr int failures_of_silence = 3;
/// What is late by so much is not asked at all: its thread hangs.
constexpr hours overdue_after{1};

}  // namespace

Alerts::Alerts(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
               std::vector<networks::Network> const& networks, AlertSettings settings)
    : store_(store),
      keys_(keys),
      clock_(clock),
      words_(words),
      networks_(networks),
      settings_(std::move(settings)),
      started_at_(clock.now()) {}

void Alerts::run_once() {
    auto const standing = storage::network_alerts::all(store_);
    auto const now = clock_.now();
    for (auto const& network : networks_) {
        // Most rounds change nothing, and then nothing is written.
        auto const state = storage::networks::find(store_, network.name);
        if (!state) continue;
        bool const stands =
            std::ranges::find(standing, network.name, &storage::NetworkAlert::network) != standing.end();
        if (stands || state->error_class == "auth" || is_silent(*state, now))
            store_.write([&](storage::Write& write) { look(write, network); });
    }
}

/// Reads again within the write: another daemon may have asked the network, and told of it, meanwhile.
void Alerts::look(storage::Write& write, networks::Network const& network) const {
    auto const state = storage::networks::find(write, network.name);
    if (!state) return;
    auto const now = clock_.now();
    auto const raise = [&](Kind kind) {
        return storage::network_alerts::raise(write, {network.name, kind, now});
    };
    if (state->error_class == "auth") {
        if (raise(Kind::auth)) tell(write, "auth", network);
    } else if (is_silent(*state, now)) {
        if (raise(Kind::silent)) tell(write, "silent", network);
    } else if (state->failures == 0 && storage::network_alerts::clear(write, network.name)) {
        tell(write, "fixed", network);
    }
}

bool Alerts::is_silent(storage::NetworkState const& state, Time now) const {
    auto const since = state.succeeded_at.value_or(state.added_at.value_or(started_at_));
    bool const fails =
        state.failures >= failures_of_silence && state.failed_at && *state.failed_at - since >= silent_after;
    // While the program stood still nobody was asked, which is no news.
    bool const hangs =
        now - state.due_at >= overdue_after && now - std::max(since, started_at_) >= silent_after;
    return fails || hangs;
}

void Alerts::tell(storage::Write& write, std::string const& what, networks::Network const& network) const {
    log::warn("operators are told of a network",
              {{"network", log::vouched(network.name)}, {"what", log::vouched(what)}});
    pages::Arguments const arguments{{"network", network.policy.title},
                                     {"programme", settings_.programme},
                                     {"link", settings_.public_url + "/console/networks"}};
    auto const say = [&](char const* part) {
        return words_.say(settings_.language, "mail.network_" + what + part, arguments);
    };
    for (auto const& address : settings_.to)
        notify::queue_mail(write, keys_, storage::Mail::Purpose::alert, address, say(".subject"),
                           say(".body"), clock_.now());
}

}  // namespace bot::listen
