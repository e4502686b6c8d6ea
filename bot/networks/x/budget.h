#pragma once

#include <deque>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/networks/network.h"
#include "storage/types.h"

namespace storage {
class Store;
}

// What X's API costs, kept within a cap for the day: the table `spend` of the database has what was booked,
// so all processes that share it keep the same cap. Money is in micro-dollars, a day is one of UTC.
namespace bot::networks {

/// What comes of a paid call, or can come of it at most.
struct ApiCost {
    long long posts = 0;     // read
    long long accounts = 0;  // read beside them
    long long written = 0;
};

/// What is told when the day's money is spent.
constexpr auto spent_advice = "today's spend is at its cap; it goes on at 00:00 UTC, or raise daily_spend";

/// The day's money is spent: no call before the next day begins (UTC).
struct DayIsSpent : NetworkError {
    using NetworkError::NetworkError;
};

/// The money a network's paid calls may cost on a UTC day, by the prices of its policy. A call is booked with
/// the most it can cost before it is made and corrected afterwards, so that the cap holds through a crash and
/// between processes that share the database. Any thread.
class Budget {
public:
    /// `daily_cap` in micro-dollars. Without a `store` nothing that costs is allowed.
    Budget(Policy const& policy, long long daily_cap, Clock const& clock, storage::Store* store);

    /// Micro-dollars, by the policy's prices; a price that is "" is 0.
    long long cost_of(ApiCost const& bill) const;
    /// What can still be booked today.
    long long left() const;
    /// A page that says why it is empty, and when to come back.
    SearchPage spent_page(std::string_view cursor) const;

    /// Calls `make(bill)`, which makes the call and puts what really came into `bill`. If it throws because
    /// nobody knows what came (no answer, or none that can be read), all that was booked stays so. Throws
    /// DayIsSpent without a call if it does not fit into the day.
    template <class Make>
    auto paid(ApiCost const& most, Make make) {
        auto const reserved = reserve(most);
        auto bill = most;
        try {
            auto result = make(bill);
            settle(reserved, bill);
            return result;
        } catch (NetworkError const& error) {
            using Class = NetworkError::Class;
            bool const unknown = error.error_class == Class::network || error.error_class == Class::theirs;
            settle(reserved, unknown ? bill : ApiCost{});
            throw;
        }
    }

    /// What is booked for a call, or for a post that a server may send unasked, until it is settled.
    struct Reserved {
        std::string day;
        long long micro_dollars = 0;
    };
    /// Throws DayIsSpent if it does not fit into the day.
    Reserved reserve(ApiCost const& most) const;
    /// Books what really came in place of what was reserved.
    void settle(Reserved const& reserved, ApiCost const& came) const;
    /// When the next day begins.
    Time next_day() const;
    std::string today() const { return storage::day_of(clock_.now()); }

private:
    std::string const network_;
    long long const read_, account_, write_, cap_;
    Clock const& clock_;
    storage::Store* const store_;
};

/// Money for what a server sends unasked: so many messages are always booked ahead with the most they can
/// cost, so that the day's cap holds although the next one cannot be refused. After a crash what was
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
    /// Gives back all that is booked ahead.
    void close();

private:
    void release() REQUIRES(mutex_);

    Budget const& budget_;
    ApiCost const most_;
    std::size_t const ahead_;
    Mutex mutex_;
    std::deque<Budget::Reserved> reserved_ GUARDED_BY(mutex_);
};

}  // namespace bot::networks
