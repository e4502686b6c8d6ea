#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

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

std::string upper(std::string_view text) {
    std::string big(text);
    for (auto& c : big) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return big;
}

std::optional<unsigned> month_of(std::string_view text) {
    if (text.size() < 3) return std::nullopt;
    constexpr std::string_view all = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    auto const at = all.find(upper(text.substr(0, 3)));
    if (at == all.npos || at % 3 != 0) return std::nullopt;
    return static_cast<unsigned>(at / 3 + 1);
}

std::optional<sys_days> date_of(std::string_view day, std::string_view month, std::string_view year) {
    auto const d = whole_number(day), y = whole_number(year);
    auto const m = month_of(month);
    if (!d || !m || !y) return std::nullopt;
    auto const full = year.size() > 2 ? *y : *y < 50 ? *y + 2000 : *y + 1900;
    year_month_day const ymd{std::chrono::year(full), std::chrono::month(*m),
                             std::chrono::day(static_cast<unsigned>(*d))};
    return ymd.ok() && full >= first_year ? std::optional(sys_days(ymd)) : std::nullopt;
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
    if (text.size() == 5 && (text.front() == '+' || text.front() == '-')) {
        auto const h = whole_number(text.substr(1, 2)), m = whole_number(text.substr(3));
        if (!h || !m || *h > 23 || *m > 59) return {};
        auto const away = hours(*h) + minutes(*m);
        return text.front() == '-' ? -away : away;
    }
    struct Zone {
        std::string_view name;
        int hours;
    };
    constexpr std::array<Zone, 10> zones{{{"EST", -5},
                                          {"EDT", -4},
                                          {"CST", -6},
                                          {"CDT", -5},
                                          {"MST", -7},
                                          {"MDT", -6},
                                          {"PST", -8},
                                          {"PDT", -7},
                                          {"CET", 1},
                                          {"CEST", 2}}};
    auto const name = upper(text);
    auto const found = std::ranges::find(zones, std::string_view(name), &Zone::name);
    return found == zones.end() ? hours(0) : hours(found->hours);
}

}  // namespace

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

}  // namespace bot::networks
