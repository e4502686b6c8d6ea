#include "bot/networks/x/prepaid.h"

#include <exception>

namespace bot::networks {

Prepaid::Prepaid(Budget const& budget, Bill const& most, std::size_t ahead)
    : budget_(budget), most_(most), ahead_(ahead) {}

Prepaid::~Prepaid() {
    try {
        close();
    } catch (std::exception const&) {  // It stays booked, as after a crash.
    }
}

void Prepaid::open() {
    std::lock_guard const hold(mutex_);
    try {
        while (booked_.size() < ahead_) booked_.push_back(budget_.book(most_));
    } catch (DayIsSpent const&) {
        give_back();
        throw;
    }
}

bool Prepaid::pay(Bill const& came) noexcept {
    try {
        std::lock_guard const hold(mutex_);
        Budget::Booked paid{budget_.today(), 0};
        if (!booked_.empty()) {
            paid = booked_.front();
            booked_.pop_front();
        }
        budget_.settle(paid, came);
        while (booked_.size() < ahead_) booked_.push_back(budget_.book(most_));
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

void Prepaid::renew() {
    {
        std::lock_guard const hold(mutex_);
        if (booked_.empty() || booked_.front().day == budget_.today()) return;
        give_back();
    }
    open();
}

void Prepaid::close() {
    std::lock_guard const hold(mutex_);
    give_back();
}

/// With the mutex held.
void Prepaid::give_back() {
    for (; !booked_.empty(); booked_.pop_front()) budget_.settle(booked_.front(), {});
}

}  // namespace bot::networks
