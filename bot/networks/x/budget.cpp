#include "bot/networks/x/budget.h"

#include <algorithm>
#include <exception>

#include "bot/base/log.h"
#include "bot/base/money.h"
#include "storage/daily_totals.h"

namespace bot::networks {

namespace {

using namespace std::chrono;

long long price(std::string const& dollars) {
    return micro_dollars(dollars).value_or(0);
}

}  // namespace

Budget::Budget(Policy const& policy, long long daily_cap, Clock const& clock, storage::Store* store)
    : network_(policy.network),
      read_(price(policy.cost_per_read)),
      account_(price(policy.cost_per_account)),
      write_(price(policy.cost_per_write)),
      cap_(daily_cap),
      clock_(clock),
      store_(store) {}

long long Budget::cost_of(ApiCost const& bill) const {
    return bill.posts * read_ + bill.accounts * account_ + bill.written * write_;
}

long long Budget::left() const {
    if (store_ == nullptr) return 0;
    auto const spent = storage::spend::on(*store_, network_, today());
    return std::max(0LL, cap_ - spent.micro_dollars);
}

Time Budget::next_day() const {
    return floor<days>(clock_.now()) + days(1);
}

SearchPage Budget::spent_page(std::string_view cursor) const {
    SearchPage page;
    page.cursor = cursor;
    page.skipped.push_back({"all that is new", spent_advice});
    page.wait = next_day() - clock_.now();
    return page;
}

Budget::Reserved Budget::reserve(ApiCost const& most) const {
    Reserved const reserved{today(), cost_of(most)};
    if (store_ == nullptr)
        throw NetworkError(NetworkError::Class::ours,
                           network_ + ": a call that costs is not made where it cannot be booked");
    bool const fits = store_->write([&](storage::Write& write) {
        return storage::spend::reserve(write, network_, reserved.day, reserved.micro_dollars, cap_);
    });
    if (!fits)
        throw DayIsSpent(NetworkError::Class::rate, network_ + ": " + spent_advice, false,
                         ceil<seconds>(next_day() - clock_.now()));
    return reserved;
}

void Budget::settle(Reserved const& reserved, ApiCost const& came) const {
    storage::Spend const really{network_, reserved.day, cost_of(came), 0, came.posts, came.written};
    store_->write(
        [&](storage::Write& write) { storage::spend::settle(write, really, reserved.micro_dollars); });
}

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
    Hold const hold(mutex_);
    try {
        while (reserved_.size() < ahead_) reserved_.push_back(budget_.reserve(most_));
    } catch (DayIsSpent const&) {
        release();
        throw;
    }
}

bool Reservation::pay(ApiCost const& came) noexcept {
    try {
        Hold const hold(mutex_);
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
        Hold const hold(mutex_);
        if (reserved_.empty() || reserved_.front().day == budget_.today()) return;
        release();
    }
    open();
}

void Reservation::close() {
    Hold const hold(mutex_);
    release();
}

void Reservation::release() {
    for (; !reserved_.empty(); reserved_.pop_front()) budget_.settle(reserved_.front(), {});
}

}  // namespace bot::networks
