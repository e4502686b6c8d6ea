#pragma once

#include <condition_variable>
#include <mutex>

namespace storage {

/// Who of this process's writers goes beside the others and who goes alone. Serialisable transactions that
/// come together can be in each other's way again and again; one that goes alone meets only other processes'.
/// Any thread.
class Turns {
public:
    enum class Kind { beside, alone };

    /// One try of a transaction, from before its snapshot until it ended.
    class Turn {
    public:
        /// `beside` waits for who is or waits to be alone; `alone` for all who are under way.
        Turn(Turns& turns, Kind kind);
        Turn(Turn const&) = delete;
        ~Turn();

    private:
        Turns& turns_;
        Kind const kind_;
    };

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int beside_ = 0;      // guarded by mutex_, as the others
    int want_alone_ = 0;  // who is alone included
    bool is_alone_ = false;
};

}  // namespace storage
