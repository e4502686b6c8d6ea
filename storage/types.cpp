#include "storage/types.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <vector>

namespace storage {

std::string day_of(Time time) {
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::optional<Time> start_of_day(std::string_view day) {
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (day.size() != 10 || day[4] != '-' || day[7] != '-' || std::ranges::count_if(day, digit) != 8)
        return std::nullopt;
    auto const number = [&](std::size_t at, std::size_t size) {
        int value = 0;
        std::from_chars(day.data() + at, day.data() + at + size, value);
        return value;
    };
    std::chrono::year_month_day const date(std::chrono::year(number(0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(number(8, 2))));
    return date.ok() ? std::optional(Time(std::chrono::sys_days(date))) : std::nullopt;
}

std::string random_base32(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    for (std::size_t got = 0; got < bytes;) {
        auto const n = getrandom(random.data() + got, bytes - got, 0);
        if (n < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
        if (n > 0) got += static_cast<std::size_t>(n);
    }
    std::string text;
    unsigned buffer = 0;
    int bits = 0;
    for (auto const byte : random) {
        buffer = buffer << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5)
            text += "abcdefghijklmnopqrstuvwxyz234567"[buffer >> (bits - 5) & 31];
    }
    if (bits > 0) text += "abcdefghijklmnopqrstuvwxyz234567"[buffer << (5 - bits) & 31];
    return text;
}

}  // namespace storage
