#include "bot/networks/client/timestamps.h"

#include <charconv>

#include "bot/networks/client/timestamp_words.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

/// Reads a text from its front.
struct Reader {
    std::string_view left;

    bool take(char wanted) {
        if (left.empty() || left.front() != wanted) return false;
        left.remove_prefix(1);
        return true;
    }
    /// Exactly so many digits.
    std::optional<int> number(std::size_t digits) {
        if (left.size() < digits) return std::nullopt;
        int value = 0;
        for (auto const c : left.substr(0, digits)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        left.remove_prefix(digits);
        return value;
    }
};

std::optional<sys_days> date(Reader& reader) {
    auto const year = reader.number(4);
    if (!year || !reader.take('-')) return std::nullopt;
    auto const month = reader.number(2);
    if (!month || !reader.take('-')) return std::nullopt;
    auto const day = reader.number(2);
    if (!day) return std::nullopt;
    return real_day(*year, *month, *day);
}

milliseconds decimals(Reader& reader) {
    if (!reader.take('.') && !reader.take(',')) return {};
    int value = 0, worth = 100;
    while (!reader.left.empty() && reader.left.front() >= '0' && reader.left.front() <= '9') {
        value += (reader.left.front() - '0') * worth;
        worth /= 10;
        reader.left.remove_prefix(1);
    }
    return milliseconds(value);
}

std::optional<milliseconds> time_of_day(Reader& reader) {
    auto const hour = reader.number(2);
    if (!hour || *hour > 23 || !reader.take(':')) return std::nullopt;
    auto const minute = reader.number(2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    if (reader.take(':')) {
        auto const read = reader.number(2);
        if (!read || *read > 60) return std::nullopt;  // 60 is a leap second
        second = *read;
    }
    return hours(*hour) + minutes(*minute) + seconds(second) + decimals(reader);
}

std::optional<minutes> offset(Reader& reader) {
    if (reader.left.empty()) return minutes(0);
    if (reader.take('Z') || reader.take('z')) return minutes(0);
    bool const west = reader.left.front() == '-';
    if (!reader.take('+') && !reader.take('-')) return std::nullopt;
    auto const h = reader.number(2);
    reader.take(':');
    auto const m = reader.number(2);
    if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
    auto const away = hours(*h) + minutes(*m);
    return west ? -away : away;
}

}  // namespace

std::optional<storage::Time> time_from_rfc3339(std::string_view text) {
    Reader reader{text};
    auto const day = date(reader);
    if (!day) return std::nullopt;
    if (reader.left.empty()) return storage::Time(*day);
    if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
    auto const time = time_of_day(reader);
    if (!time) return std::nullopt;
    auto const away = offset(reader);
    if (!away || !reader.left.empty()) return std::nullopt;
    return storage::Time(*day + *time - *away);
}

long long seconds_of(storage::Time moment) {
    return floor<seconds>(moment.time_since_epoch()).count();
}

std::optional<storage::Time> time_from_number(double number) {
    auto const count = number < 1e11 ? number * 1000 : number;
    if (!(count > 0 && count < 253'402'300'800'000.0)) return std::nullopt;
    return storage::Time(milliseconds(static_cast<long long>(count)));
}

std::optional<seconds> duration_from(std::string_view text) {
    long long count = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc() || end - stop != 1 || count < 0 || count > 1'000'000) return std::nullopt;
    constexpr std::string_view units = "smhd";
    constexpr seconds lasts[]{1s, 1min, 1h, 24h};
    auto const unit = units.find(*stop);
    return unit == units.npos ? std::nullopt : std::optional(count * lasts[unit]);
}

}  // namespace bot::networks
