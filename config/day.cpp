#include "config/day.h"

#include <charconv>

namespace config {
namespace {

/// Digits only, all of them.
std::optional<int> number(std::string_view text) {
    int value = 0;
    if (text.front() < '0' || text.front() > '9') return std::nullopt;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = number(text.substr(0, 4)), month = number(text.substr(5, 2)),
               day = number(text.substr(8));
    if (!year || !month || !day) return std::nullopt;
    std::chrono::year_month_day const date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

}  // namespace config
