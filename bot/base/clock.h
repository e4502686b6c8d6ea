#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "storage/types.h"

// Time comes from outside, so that tests can move it: no part of the program asks the system itself.
namespace bot {

using storage::Time;

/// Where "now" comes from. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970, UTC. May go back when the system is set right.
    virtual Time now() const = 0;
    /// How long the machine has run, its sleep included: goes on evenly, whatever happens to now().
    virtual std::chrono::milliseconds running() const;
};

/// The machine's own clock, cut to whole milliseconds. The program takes it through usual_clock() alone.
class SystemClock : public Clock {
public:
    Time now() const override;
};

/// The real time plus as many milliseconds as the file says (0 when it is missing), read at each call, so
/// that a test can move the clock of a running program. Only programs built with test hooks use it.
class MovableClock : public Clock {
public:
    explicit MovableClock(std::filesystem::path file) : file_(std::move(file)) {}
    Time now() const override;
    /// Moved as well: to the program the time has passed.
    std::chrono::milliseconds running() const override;

private:
    std::chrono::milliseconds moved() const;

    std::filesystem::path const file_;
};

/// What the program goes by, made once at the start (bot/installation.h): the system's; in a program built
/// with test hooks one that SUPPORTAWARDS_CLOCK_FILE moves.
std::unique_ptr<Clock const> usual_clock();

}  // namespace bot
