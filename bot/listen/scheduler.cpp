#include "bot/listen/scheduler.h"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <condition_variable>

#include "bot/base/log.h"
#include "bot/listen/watchlist/watching.h"
#include "storage/networks.h"

namespace bot::listen {
namespace {

using std::chrono::milliseconds;

constexpr auto lease_time = std::chrono::minutes(2);
/// The clock may be moved and rows changed by others, so nobody sleeps longer than this.
constexpr milliseconds longest_sleep{1000};
constexpr std::size_t skipped_in_log = 20;

// As networks::NetworkError::Class counts; what a network's row keeps.
constexpr std::array<std::string_view, 5> class_names{"auth", "rate", "network", "theirs", "ours"};

/// Another program took the lease: what was read is theirs to store.
struct LeaseLost {};

void tell_skipped(std::string const& network, std::vector<networks::Skipped> const& skipped) {
    for (std::size_t i = 0; i < std::min(skipped.size(), skipped_in_log); ++i)
        log::warn("something could not be read", {{"network", log::vouched(network)},
                                                  {"where", log::vouched(skipped[i].where)},
                                                  {"why", log::vouched(skipped[i].why)}});
    if (skipped.size() > skipped_in_log)
        log::warn("more could not be read",
                  {{"network", log::vouched(network)}, {"how_many", skipped.size() - skipped_in_log}});
}

}  // namespace

std::chrono::milliseconds wait_after(BackOff const& settings, int failures, double chance,
                                     std::optional<std::chrono::seconds> asked_for) {
    auto wait = settings.first;
    for (int i = 1; i < failures && wait < settings.most; ++i) wait *= 2;
    std::chrono::milliseconds const even = std::min(wait, settings.most);
    auto const uneven = std::chrono::milliseconds(static_cast<long long>(
        static_cast<double>(even.count()) * (0.75 + 0.5 * std::clamp(chance, 0.0, 1.0))));
    return std::max<std::chrono::milliseconds>(uneven, asked_for.value_or(std::chrono::seconds(0)));
}

Scheduler::Scheduler(storage::Store& store, Clock const& clock, Intake& intake,
                     std::vector<networks::Network> const& networks, BackOff back_off,
                     std::function<double()> chance)
    : store_(store),
      clock_(clock),
      intake_(intake),
      networks_(networks),
      back_off_(back_off),
      chance_(std::move(chance)) {}

void Scheduler::start() {
    for (auto const& network : networks_) {
        if (!network.listener) continue;
        threads_.emplace_back([this, &network](std::stop_token stop) {
            std::mutex mutex;
            std::condition_variable_any stopped;
            while (!stop.stop_requested()) {
                auto const wait = std::min(run_once(network), longest_sleep);
                std::unique_lock hold(mutex);
                if (wait.count() > 0) stopped.wait_for(hold, stop, wait, [] { return false; });
            }
        });
    }
}

void Scheduler::stop() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
    Hold const hold(mutex_);
    try {
        for (auto& [network, lease] : leases_) lease.release();
    } catch (storage::Error const& error) {
        log::warn("a lease could not be given back and will run out", {{"why", error}});
    }
    leases_.clear();
}

storage::LeaseGuard* Scheduler::lease_on(std::string const& network, Time now) {
    Hold const hold(mutex_);
    auto& lease = leases_.try_emplace(network, store_, "listen:" + network, lease_time).first->second;
    bool const fresh = lease.until() && *lease.until() - now > lease_time / 2;
    return fresh || lease.take(now) ? &lease : nullptr;
}

milliseconds Scheduler::tell_who_listens(std::string const& network, Time now) {
    auto const holder = storage::lease_holder(store_, "listen:" + network, now);
    if (!holder) return longest_sleep;  // It ended this moment.
    auto const until = date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(holder->until));
    Hold const hold(mutex_);
    if (told_.insert("lease " + network + " " + holder->name).second)
        log::warn("another process listens here, or died while it did; it is waited for",
                  {{"network", log::vouched(network)},
                   {"who", log::vouched(holder->name)},
                   {"until", log::vouched(until)}});
    return std::min<milliseconds>(holder->until - now, lease_time / 2);
}

milliseconds Scheduler::run_once(networks::Network const& network) {
    try {
        auto const now = clock_.now();
        auto state = storage::networks::find(store_, network.name);
        if (!state) {
            store_.write([&](storage::Write& write) { storage::networks::add(write, network.name, now); });
            state = storage::networks::find(store_, network.name);
        }
        if (state->due_at > now) return state->due_at - now;
        auto* const lease = lease_on(network.name, now);
        if (lease == nullptr) return tell_who_listens(network.name, now);
        return ask(network, *lease, watched(network.name), state->cursor);
    } catch (std::exception const& error) {
        // The database does not answer: there is nowhere to note it down, and the page is asked for again.
        log::error("listening stands still", {{"network", log::vouched(network.name)}, {"why", error}});
        return wait_after(back_off_, 1, chance_());
    }
}

networks::WatchQuery Scheduler::watched(std::string const& network) {
    auto watching = watched_on(store_, network);
    Hold const hold(mutex_);
    for (auto const& row : watching.left_out)
        if (told_.insert(row.id.text() + row.why).second)
            log::warn("a watch query is left out",
                      {{"query", log::vouched(row.id.text())}, {"why", log::vouched(row.why)}});
    return std::move(watching.query);
}

milliseconds Scheduler::ask(networks::Network const& network, storage::LeaseGuard& lease,
                            networks::WatchQuery const& query, std::string const& cursor) {
    try {
        auto const page = network.listener->search(query, cursor);
        auto const now = clock_.now();
        auto const wait = page.wait.value_or(page.more ? milliseconds(0) : network.interval);
        auto const taken = intake_.take(network.name, page, [&](storage::Write& write) {
            // Many searches of a slow server take longer than the lease; all the same nobody else has read
            // them.
            if (!lease.renew(write, now)) throw LeaseLost();
            storage::networks::advance(write, network.name, page.cursor);
            storage::networks::succeeded(write, network.name, now, now + wait);
        });
        tell_skipped(network.name, page.skipped);
        if (taken.queued > 0)
            log::info("found praise", {{"network", log::vouched(network.name)},
                                       {"posts", taken.read},
                                       {"queued", taken.queued},
                                       {"repeated", taken.repeated},
                                       {"edited", taken.edited}});
        if (taken.stops > 0)
            log::info("people said stop and are left alone",
                      {{"network", log::vouched(network.name)}, {"people", taken.stops}});
        return wait;
    } catch (LeaseLost const&) {
        return lease_time / 2;
    } catch (networks::TooEarly const& error) {
        // People were asked for meanwhile, and go first.
        return error.retry_after.value_or(std::chrono::seconds(1));
    } catch (networks::NetworkError const& error) {
        return failed(network, class_names[static_cast<std::size_t>(error.error_class)], error.what(),
                      error.retry_after);
    } catch (storage::Error const&) {
        throw;
    } catch (std::exception const& error) {
        return failed(network, "ours", error.what(), {});
    }
}

milliseconds Scheduler::failed(networks::Network const& network, std::string_view error_class,
                               std::string const& why, std::optional<std::chrono::seconds> asked_for) {
    auto const now = clock_.now();
    auto const state = storage::networks::find(store_, network.name);
    auto const failures = state ? state->failures + 1 : 1;
    auto const wait = wait_after(back_off_, failures, chance_(), asked_for);
    store_.write([&](storage::Write& write) {
        storage::networks::failed(write, network.name, error_class, why, now, now + wait);
    });
    log::warn("a network could not be searched", {{"network", log::vouched(network.name)},
                                                  {"class", log::vouched(error_class)},
                                                  {"why", log::vouched(why)},
                                                  {"failures", failures},
                                                  {"again_in", wait}});
    return wait;
}

}  // namespace bot::listen
