#pragma once

#include <deque>
#include <mutex>

#include "bot/networks/x/budget.h"

namespace bot::networks {

/// Money for what a server sends unasked: so many messages are always booked ahead with the most they can
/// cost, so that the day's cap holds although nobody can say no to the next one. After a crash what was
/// booked ahead stays so. Any thread.
class Reservation {
public:
    /// `most` is what one message can be billed with; `budget` outlives it.
    Reservation(Budget const& budget, ApiCost const& most, std::size_t ahead);
    /// Gives back what no message came for.
    ~Reservation();

    /// Throws DayIsSpent, and books nothing, if the day has no room for that many.
    void open();
    /// Pays for a message that came, and books another. False if that does not fit into the day, or nobody
    /// can tell: no further message should come. Never throws.
    bool pay(ApiCost const& came) noexcept;
    /// Books for this day what was booked for another. Throws like open().
    void renew();
    void close();

private:
    void release();

    Budget const& budget_;
    ApiCost const most_;
    std::size_t const ahead_;
    std::mutex mutex_;
    std::deque<Budget::Reserved> reserved_;  // guarded by mutex_
};

}  // namespace bot::networks
