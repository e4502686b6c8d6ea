#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bot/networks/bluesky/event.h"

// Jetstream (github.com/bluesky-social/jetstream): all that is written in the network, as it is written.
namespace bot::networks {

/// Listens to Jetstream in the background and keeps the events that are wanted until they are fetched.
/// Connects again by itself, a little before where it was, so that an event may come twice but none is
/// missing. When too many wait it stops reading until some were fetched.
/// The events are fetched from any thread.
class BlueskyStream {
public:
    /// Where it listens, and how patiently.
    struct Settings {
        std::vector<std::string> servers;  // "wss://host": when one fails the next is tried
        std::string user_agent;
        std::chrono::milliseconds retry{1'000};  // after the first failure; doubles up to a minute
        std::size_t most_waiting = 5'000;
    };
    /// Begins after the event of `from_us`, or with what happens now. `wants` is asked on other threads, one
    /// at a time.
    BlueskyStream(Settings settings, std::optional<std::int64_t> from_us,
                  std::function<bool(BlueskyEvent const&)> wants);
    ~BlueskyStream();

    /// Events that wait to be handed out.
    struct Batch {
        std::vector<BlueskyEvent> events;     // the oldest that wait
        std::optional<std::int64_t> upto_us;  // everything until here is in it, or was fetched before
        bool more = false;
    };
    /// Of those that happened up to `until_us`. They go on waiting until drop().
    Batch peek(std::size_t most, std::int64_t until_us) const;
    /// The oldest of those that wait are done with.
    void drop(std::size_t count);

    /// Why nothing comes that is an event, if there was no connection or nothing else since `patience`.
    std::optional<std::string> trouble(std::chrono::milliseconds patience) const;

private:
    using Clock = std::chrono::steady_clock;
    void run(std::stop_token const& stop);
    std::string address(std::string const& server, bool same_server) const;
    void take(std::string_view frame, std::string const& server, BlueskyEvents& events,
              std::stop_token const& stop);

    Settings const settings_;
    std::function<bool(BlueskyEvent const&)> const wants_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<BlueskyEvent> waiting_;     // guarded by mutex_, as all below
    std::optional<std::int64_t> read_us_;  // the latest event read
    std::optional<std::string> failure_;   // of the last connection, until an event comes again
    Clock::time_point heard_ = Clock::now();
    std::jthread thread_;  // last: it uses the others
};

}  // namespace bot::networks
