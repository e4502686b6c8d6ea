#pragma once

#include <filesystem>

#include "storage/types.h"

namespace bot {

using storage::Time;

/// Where "now" comes from. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

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

private:
    std::filesystem::path const file_;
};

}  // namespace bot
