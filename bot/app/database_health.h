#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "storage/engine/store.h"

namespace bot {

/// Whether the database is sound: told by what fails on it, and by reading all of it once a day. Once damage
/// was seen it stays so until the next start, as only an older copy helps. Any thread.
class DatabaseHealth {
public:
    /// Both outlive it.
    DatabaseHealth(storage::Store const& store, Clock const& clock) : store_(store), clock_(clock) {}

    /// To be told of every failure, whatever it is. Never throws.
    void saw(std::exception const& failure) noexcept;
    /// Reads the whole SQLite file, if that is a day ago or never was; else, and on a server, nothing. For a
    /// job of its own, as it takes as long as the disk does.
    void examine();
    bool damaged() const { return damaged_; }

private:
    void found_damage(std::string const& why);

    storage::Store const& store_;
    Clock const& clock_;
    std::atomic<bool> damaged_ = false;
    std::optional<std::chrono::milliseconds> examined_;  // running time; of the job alone
};

}  // namespace bot
