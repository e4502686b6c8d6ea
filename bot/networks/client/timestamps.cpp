#include "bot/networks/client/timestamps.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "bot/base/strings.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

/// What is told to be older was written by nobody on a network and is no moment.
constexpr int first_year = 1970;

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

std::optional<sys_days> real_day(int year, int month, int day) {
    year_month_day const date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    return date.ok() && year >= first_year ? std::optional(sys_days(date)) : std::nullopt;
}

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

// Dates of mails. libcurl's curl_getdate() refuses many that feeds have ("22 November", "+02:00", zones it
// does not know), and takes what is none (31 February, a day without a time).

/// Pieces between blanks, commas and hyphens that stand between a day, a month and a year.
std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> pieces;
    auto const parts = [&](char c) { return c == ' ' || c == ',' || c == '\t'; };
    while (!text.empty()) {
        auto const end = static_cast<std::size_t>(std::ranges::find_if(text, parts) - text.begin());
        if (end > 0) pieces.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return pieces;
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    bool const digits = !text.empty() && text.front() >= '0' && text.front() <= '9';
    return digits && error == std::errc() && stop == end && value <= 9999 ? std::optional(value)
                                                                          : std::nullopt;
}

std::optional<unsigned> month_of(std::string_view text) {
    if (text.size() < 3) return std::nullopt;
    constexpr std::string_view all = "janfebmaraprmayjunjulaugsepoctnovdec";
    auto const at = all.find(lower_ascii(text.substr(0, 3)));
    if (at == all.npos || at % 3 != 0) return std::nullopt;
    return static_cast<unsigned>(at / 3 + 1);
}

std::optional<sys_days> date_of(std::string_view day, std::string_view month, std::string_view year) {
    auto const d = whole_number(day), y = whole_number(year);
    auto const m = month_of(month);
    if (!d || !m || !y) return std::nullopt;
    auto const full = year.size() > 2 ? *y : *y < 50 ? *y + 2000 : *y + 1900;
    return real_day(full, static_cast<int>(*m), *d);
}

std::optional<seconds> time_of_day(std::string_view text) {
    auto const first = text.find(':');
    if (first == text.npos) return std::nullopt;
    auto const second = text.find(':', first + 1);
    auto const h = whole_number(text.substr(0, first));
    auto const m = whole_number(text.substr(first + 1, second == text.npos ? second : second - first - 1));
    auto const s = second == text.npos ? std::optional(0) : whole_number(text.substr(second + 1));
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
    return hours(*h) + minutes(*m) + seconds(*s);
}

minutes zone_of(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-')) {
        Reader reader{text};
        auto const away = offset(reader);
        return away && reader.left.empty() ? *away : minutes(0);
    }
    static std::map<std::string_view, int> const hours_east{
        {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5}, {"mst", -7},
        {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"cet", 1},  {"cest", 2}};
    auto const found = hours_east.find(lower_ascii(text));
    return found == hours_east.end() ? hours(0) : hours(found->second);
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

std::optional<storage::Time> time_from_rfc822(std::string_view text) {
    if (text.size() > 60) return std::nullopt;
    auto pieces = pieces_of(text);
    if (pieces.empty()) return std::nullopt;
    // asctime: Sun Nov  6 08:49:37 1994
    if (pieces.size() == 5 && month_of(pieces[1]) && whole_number(pieces[4])) {
        auto const day = date_of(pieces[2], pieces[1], pieces[4]);
        auto const time = time_of_day(pieces[3]);
        return day && time ? std::optional(storage::Time(*day + *time)) : std::nullopt;
    }
    if (!whole_number(pieces[0]) && pieces[0].find('-') == std::string_view::npos)
        pieces.erase(pieces.begin());
    if (pieces.empty()) return std::nullopt;
    // RFC 850: 06-Nov-94
    if (auto const dash = pieces[0].find('-'); dash != std::string_view::npos) {
        auto const whole = pieces[0];
        auto const other = whole.find('-', dash + 1);
        if (other == whole.npos) return std::nullopt;
        pieces[0] = whole.substr(0, dash);
        pieces.insert(pieces.begin() + 1,
                      {whole.substr(dash + 1, other - dash - 1), whole.substr(other + 1)});
    }
    if (pieces.size() < 4) return std::nullopt;
    auto const day = date_of(pieces[0], pieces[1], pieces[2]);
    auto const time = time_of_day(pieces[3]);
    if (!day || !time) return std::nullopt;
    return storage::Time(*day + *time - (pieces.size() > 4 ? zone_of(pieces[4]) : minutes(0)));
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
