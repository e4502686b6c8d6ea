#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// How many posts of a label were looked at and not kept on a day (UTC, by when we saw them).
struct SeenCount {
    std::string network;
    std::string day;  // YYYY-MM-DD
    std::string label;
    long long posts = 0;
};

namespace seen_counts {

void add(Write& write, SeenCount const& more);
/// From `first_day` to `last_day`, both included; by day, network, label.
std::vector<SeenCount> between(Read const& read, std::string_view first_day, std::string_view last_day);

}  // namespace seen_counts

/// "2026-11-22", in UTC.
std::string day_of(Time time);

}  // namespace storage
