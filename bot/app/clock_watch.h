#pragma once

#include <chrono>
#include <optional>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/base/log.h"
#include "storage/engine/store.h"
#include "storage/host.h"

namespace bot {

/// Whether the clock may be believed by what destroys for good because time has passed: forgetting people,
/// emptying posts, expiring what was not confirmed; and by a season's steps, which never go back. A clock that is wrong for a minute must not end what
/// nobody can bring back.
///
/// The clock is doubted when it jumps ahead by more than an hour against the machine's running time, and when
/// a start finds it more than 25 hours after the last moment that was believed (storage::clock_marks): the
/// program was away, or the clock is wrong, and nobody can tell which. Then all that waits until the program
/// has run for 24 hours, over restarts; or until the clock is back; or until somebody says that it is right
/// (`clock accept`). The operators are told once, by storage::host_alerts, "clock". After the clock went back
/// what was put off to the later time is due again. Several daemons on one database doubt each for itself:
/// what others write meanwhile leaves the doubt, but the start of one whose clock is right ends it. Any
/// thread; what it is given outlives it.
class ClockWatch {
public:
    ClockWatch(storage::Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    /// To be called every minute or so. Writes at most once an hour while all is well. Throws storage::Error.
    void look();
    /// Looks, and tells whether what destroys may be done now. Ask right before.
    bool may_destroy();

private:
    /// A moment and the running time that belongs to it.
    struct Moment {
        Time shown{};
        std::chrono::milliseconds running{};
        /// How much further `later` is than the running time since then explains.
        std::chrono::milliseconds jump_to(Moment const& later) const {
            return (later.shown - shown) - (later.running - running);
        }
    };
    void start(Moment const& now) REQUIRES(mutex_);
    void believe(Moment const& now) REQUIRES(mutex_);
    void doubt(Moment const& now) REQUIRES(mutex_);
    void keep_doubting(Moment const& now) REQUIRES(mutex_);
    /// Believed again, for the reason that the log tells.
    void end_doubt(Moment const& now, log::Literal why, bool came_back) REQUIRES(mutex_);

    storage::Store& store_;
    Clock const& clock_;
    Mutex mutex_;
    bool started_ GUARDED_BY(mutex_) = false;
    Moment believed_ GUARDED_BY(mutex_);
    std::chrono::milliseconds limit_ GUARDED_BY(mutex_){};  // of a jump ahead from there
    std::optional<Moment> before_it_went_back_ GUARDED_BY(mutex_);
    std::optional<std::chrono::milliseconds> held_ GUARDED_BY(mutex_);  // while it is doubted
    std::chrono::milliseconds looked_ GUARDED_BY(mutex_){};             // running time
    std::optional<std::chrono::milliseconds> written_ GUARDED_BY(mutex_);
};

/// For `clock accept`: the clock is right as it is. False if nobody doubted it. Beside a daemon too, which
/// notices within a minute.
bool accept_clock(storage::Store& store, Time now);

}  // namespace bot
