#include "bot/networks/x/reservation.h"

#include <exception>

#include "bot/base/log.h"

namespace bot::networks {

Reservation::Reservation(Budget const& budget, ApiCost const& most, std::size_t ahead)
    : budget_(budget), most_(most), ahead_(ahead) {}

Reservation::~Reservation() {
    try {
        close();
    } catch (std::exception const& error) {
        log::warn("what was reserved for a stream stays booked", {{"why", error}});
    }
}

void Reservation::open() {
    std::lock_guard const hold(mutex_);
    try {
        while (reserved_.size() < ahead_) reserved_.push_back(budget_.reserve(most_));
    } catch (DayIsSpent const&) {
        release();
        throw;
    }
}

bool Reservation::pay(ApiCost const& came) noexcept {
    try {
        std::lock_guard const hold(mutex_);
        Budget::Reserved paid{budget_.today(), 0};
        if (!reserved_.empty()) {
            paid = reserved_.front();
            reserved_.pop_front();
        }
        budget_.settle(paid, came);
        while (reserved_.size() < ahead_) reserved_.push_back(budget_.reserve(most_));
        return true;
    } catch (std::exception const& error) {
        log::warn("what a stream brought could not be booked", {{"why", error}});
        return false;
    }
}

void Reservation::renew() {
    {
        std::lock_guard const hold(mutex_);
        if (reserved_.empty() || reserved_.front().day == budget_.today()) return;
        release();
    }
    open();
}

void Reservation::close() {
    std::lock_guard const hold(mutex_);
    release();
}

/// With the mutex held.
void Reservation::release() {
    for (; !reserved_.empty(); reserved_.pop_front()) budget_.settle(reserved_.front(), {});
}

}  // namespace bot::networks
