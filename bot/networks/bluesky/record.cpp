#include "bot/networks/bluesky/record.h"

#include <date/date.h>

#include <charconv>

#include "bot/base/keys.h"

namespace bot::networks {

std::string bluesky_tid(Time time, std::string_view idempotency_key) {
    auto const hash = sha256_hex(idempotency_key);
    std::uint64_t chance = 0;
    std::from_chars(hash.data(), hash.data() + 8, chance, 16);
    // 53 bits of microseconds, of which we know the thousands, then 10 bits that tell clocks apart.
    auto const milliseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
    auto const number = ((milliseconds * 1000 + chance / 1024 % 1000) << 10 | chance % 1024) & INT64_MAX;
    std::string tid;
    for (int shift = 60; shift >= 0; shift -= 5)
        tid += "234567abcdefghijklmnopqrstuvwxyz"[number >> shift & 31];
    return tid;
}

std::string bluesky_time(Time time) {
    return date::format("%FT%TZ", time);
}

}  // namespace bot::networks
