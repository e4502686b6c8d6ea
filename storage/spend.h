#pragma once

#include <string>
#include <string_view>

#include "storage/engine/store.h"

namespace storage {

/// What a network's paid calls cost on a day, in millionths of a US dollar.
struct Spend {
    std::string network;
    std::string day;              // YYYY-MM-DD, UTC
    long long micro_dollars = 0;  // what is spent, and what calls under way can cost at most
    long long calls = 0;
    long long posts_read = 0;
    long long posts_written = 0;
};

namespace spend {

/// Nothing is zero.
Spend on(Read const& read, std::string_view network, std::string_view day);
/// Books what a call can cost at most. False, and nothing is booked, if the day's sum would be above `cap`,
/// whoever else books at the same time. Durable before the call is made.
bool reserve(Write& write, std::string_view network, std::string_view day, long long micro_dollars,
             long long cap);
/// Puts what a call really cost, and what it brought, in the place of what was booked for it.
void settle(Write& write, Spend const& really, long long reserved);

}  // namespace spend
}  // namespace storage
