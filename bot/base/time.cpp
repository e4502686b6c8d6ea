#include "bot/base/time.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "storage/types.h"

namespace bot {

std::string day_of(Time moment) {
    return storage::day_of(moment);
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

}  // namespace bot
