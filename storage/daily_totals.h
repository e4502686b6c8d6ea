#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

// What is added up a network and day (UTC, see day_of): posts that were looked at and not kept, and money.

namespace storage {

/// How many posts of a label were looked at and not kept on a day, by when we saw them. Unique by (network,
/// day, label); days and labels without posts have no row.
struct SeenCount {
    std::string network;
    std::string day;  // YYYY-MM-DD
    std::string label;
    long long posts = 0;
};

namespace seen_counts {

/// Adds to the row of that network, day and label.
void add(Write& write, SeenCount const& more);
/// From `first_day` to `last_day`, both included; by day, network, label.
std::vector<SeenCount> between(Read const& read, std::string_view first_day, std::string_view last_day);

}  // namespace seen_counts

/// What a network's paid calls cost on a day, in millionths of a US dollar. Unique by (network, day).
struct Spend {
    std::string network;
    std::string day;              // YYYY-MM-DD, UTC
    long long micro_dollars = 0;  // what is spent, and what calls under way can cost at most
    long long calls = 0;
    long long posts_read = 0;
    long long posts_written = 0;
};

/// A call reserves the most it can cost before it is made and settles afterwards; what a crash leaves
/// reserved stays counted, so the cap is never passed.
namespace spend {

/// Zeros if nothing was spent.
Spend on(Read const& read, std::string_view network, std::string_view day);
/// Reserves what a call can cost at most, in one compare-and-swap. False, and nothing is reserved, if the
/// day's sum would be above `cap`, whatever others reserve at the same time. Durable before the call is made.
bool reserve(Write& write, std::string_view network, std::string_view day, long long micro_dollars,
             long long cap);
/// Puts what a call really cost, and what it brought, in the place of what was reserved for it.
void settle(Write& write, Spend const& really, long long reserved);

}  // namespace spend
}  // namespace storage
