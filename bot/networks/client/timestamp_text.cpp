#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "bot/base/strings.h"
#include "bot/networks/client/timestamp_words.h"
#include "bot/networks/client/timestamps.h"

// Times as feeds and exports really have them. libcurl's curl_getdate() and ICU's parsers each want one form
// and take what is none (31 February); here a text is taken apart into numbers, words and signs, and the
// clock, its zone and the day are looked for among them.
namespace bot::networks {
namespace {

using namespace std::chrono;

/// Dates of JavaScript with the zone's name in full are the longest.
constexpr std::size_t longest_time = 100;

/// What is read of a text, one part after the other; each takes its pieces away.
class Written {
public:
    explicit Written(Pieces pieces) : pieces_(std::move(pieces)) {}
    std::optional<storage::Time> moment();

private:
    bool sign(std::size_t i, std::string_view text) const {
        return i < pieces_.size() && pieces_[i].kind == Piece::Kind::sign && pieces_[i].is(text);
    }
    bool word(std::size_t i) const { return i < pieces_.size() && pieces_[i].kind == Piece::Kind::word; }
    bool number(std::size_t i, std::size_t least, std::size_t most) const {
        return i < pieces_.size() && pieces_[i].is_number(least, most);
    }
    void take(std::size_t from, std::size_t to) {
        pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(from),
                      pieces_.begin() + static_cast<std::ptrdiff_t>(to));
    }

    bool read_clock();
    bool read_colons(std::size_t at);
    bool read_digits(std::size_t at);
    bool set_clock(int hour, int minute, int second, milliseconds part);
    void read_half(std::size_t at);
    bool read_zone(std::size_t at);
    bool read_offset(std::size_t at);
    bool read_city(std::size_t at);
    std::optional<sys_days> day() const;
    std::optional<sys_days> day_by_name(int month, std::vector<Piece const*> const& numbers) const;
    std::optional<sys_days> day_by_numbers(std::vector<Piece const*> const& numbers) const;

    Pieces pieces_;
    bool has_clock_ = false, good_ = true;
    milliseconds clock_{};
    minutes east_{};
    std::unique_ptr<icu::TimeZone> city_;
};

bool Written::set_clock(int hour, int minute, int second, milliseconds part) {
    has_clock_ = true;
    good_ = good_ && hour <= 23 && minute <= 59 && second <= 60;  // 60 is a leap second
    clock_ = hours(hour) + minutes(minute) + seconds(second) + part;
    return true;
}

/// "19:01", "7:01:41.364".
bool Written::read_colons(std::size_t at) {
    if (!number(at, 1, 2) || !sign(at + 1, ":") || !number(at + 2, 2, 2)) return false;
    auto const hour = pieces_[at].value(), minute = pieces_[at + 2].value();
    auto end = at + 3;
    int second = 0;
    milliseconds part{};
    if (sign(end, ":") && number(end + 1, 1, 2)) {
        second = pieces_[end + 1].value();
        end += 2;
        bool const decimals =
            (sign(end, ".") || sign(end, ",")) && number(end + 1, 1, longest_time) && !pieces_[end + 1].apart;
        if (decimals) {
            auto digits = pieces_[end + 1].text.substr(0, 3);
            digits.resize(3, '0');
            part = milliseconds(std::stoi(digits));
            end += 2;
        }
    }
    take(at, end);
    return set_clock(hour, minute, second, part);
}

/// "190141" or "1901" behind the T of ISO's basic form.
bool Written::read_digits(std::size_t at) {
    bool const there = at > 0 && pieces_[at].is("t") && number(at - 1, 8, 8) &&
                       (number(at + 1, 6, 6) || number(at + 1, 4, 4));
    if (!there) return false;
    auto const digits = pieces_[at + 1].text;
    take(at, at + 2);
    auto const two = [&](std::size_t from) {
        return from < digits.size() ? std::stoi(digits.substr(from, 2)) : 0;
    };
    return set_clock(two(0), two(2), two(4), {});
}

/// "am", "p.m." behind a clock, or what stands for them before it in East Asia.
void Written::read_half(std::size_t at) {
    std::optional<bool> after_noon;
    if (word(at) && (pieces_[at].is("pm") || pieces_[at].is("am"))) {
        after_noon = pieces_[at].is("pm");
        take(at, at + 1);
        if (sign(at, ".")) take(at, at + 1);
    } else if (word(at) && (pieces_[at].is("p") || pieces_[at].is("a"))) {
        auto end = at + 1;
        if (sign(end, ".")) ++end;
        if (!word(end) || !pieces_[end].is("m")) return;
        after_noon = pieces_[at].is("p");
        take(at, sign(end + 1, ".") ? end + 2 : end + 1);
    } else if (at > 0 && word(at - 1)) {
        auto const before = icu::UnicodeString::fromUTF8(pieces_[at - 1].text);
        for (auto const* const pm : {u"午後", u"下午", u"오후"})
            if (before.endsWith(folded(pm))) after_noon = true;
    }
    auto const hour = floor<hours>(clock_);
    if (after_noon && *after_noon && hour < hours(12)) clock_ += hours(12);
    if (after_noon && !*after_noon && hour == hours(12)) clock_ -= hours(12);
}

/// "+02:00", "-0500", "+1", "+05:30:00": from its sign on.
bool Written::read_offset(std::size_t at) {
    bool const west = sign(at, "-");
    if (!west && !sign(at, "+")) return false;
    if (!number(at + 1, 1, 4) || pieces_[at + 1].apart) return false;
    auto const& digits = pieces_[at + 1];
    bool const together = digits.text.size() > 2;
    int const hour = together ? digits.value() / 100 : digits.value();
    int minute = together ? digits.value() % 100 : 0;
    auto end = at + 2;
    if (!together && sign(end, ":") && number(end + 1, 2, 2)) {
        minute = pieces_[end + 1].value();
        end += 2;
        if (sign(end, ":") && number(end + 1, 2, 2)) end += 2;
    }
    good_ = good_ && hour <= 23 && minute <= 59;
    east_ = (west ? -1 : 1) * (hours(hour) + minutes(minute));
    take(at, end);
    return true;
}

/// "Europe/Brussels". ICU knows it by its own spelling, in whatever case.
bool Written::read_city(std::size_t at) {
    if (!word(at) || !sign(at + 1, "/")) return false;
    std::string name;
    auto end = at;
    for (; word(end) || sign(end, "/") || sign(end, "_"); ++end) name += pieces_[end].text;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::StringEnumeration> const all(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    if (U_FAILURE(status)) return false;
    for (auto const* id = all->next(nullptr, status); id != nullptr && U_SUCCESS(status);
         id = all->next(nullptr, status))
        if (lower_ascii(id) == name) city_.reset(icu::TimeZone::createTimeZone(id));
    take(at, end);
    return true;
}

bool Written::read_zone(std::size_t at) {
    if (read_offset(at)) {
        // A name beside an offset says the same once more: "+0200 CEST", "-05:00Z".
        if (word(at) && minutes_east(pieces_[at].text)) take(at, at + 1);
        return true;
    }
    if (read_city(at) || !word(at)) return true;
    auto const east = minutes_east(pieces_[at].text);
    auto const after = at + 1;
    bool const offset =
        (sign(after, "+") || sign(after, "-")) && number(after + 1, 1, 4) && !pieces_[after].apart;
    if (!east && !offset) return true;
    take(at, at + 1);
    if (!offset || !read_offset(at)) east_ = minutes(*east);
    return true;
}

bool Written::read_clock() {
    for (std::size_t at = 0; at < pieces_.size(); ++at)
        if (read_colons(at) || read_digits(at)) {
            read_half(at);
            return read_zone(at);
        }
    return false;
}

int full_year(Piece const& year) {
    auto const number = year.value();
    return year.text.size() > 2 ? number : number < 50 ? number + 2000 : number + 1900;
}

std::optional<sys_days> Written::day_by_name(int month, std::vector<Piece const*> const& numbers) const {
    if (numbers.size() != 2) return std::nullopt;
    auto const *day = numbers[0], *year = numbers[1];
    if (day->is_number(4, 4)) std::swap(day, year);
    if (!day->is_number(1, 2) || !(year->is_number(4, 4) || year->is_number(2, 2))) return std::nullopt;
    return real_day(full_year(*year), month, day->value());
}

std::optional<sys_days> Written::day_by_numbers(std::vector<Piece const*> const& numbers) const {
    if (numbers.size() == 1 && numbers[0]->is_number(8, 8)) {
        auto const all = numbers[0]->value();
        return real_day(all / 10'000, all / 100 % 100, all % 100);
    }
    if (numbers.size() != 3) return std::nullopt;
    auto const &a = *numbers[0], &b = *numbers[1], &c = *numbers[2];
    if (!b.is_number(1, 2)) return std::nullopt;
    if (a.is_number(4, 4) && c.is_number(1, 2)) return real_day(a.value(), b.value(), c.value());
    if (!a.is_number(1, 2) || !(c.is_number(4, 4) || c.is_number(2, 2))) return std::nullopt;
    auto const day_first = real_day(full_year(c), b.value(), a.value());
    auto const month_first = real_day(full_year(c), a.value(), b.value());
    // With dots or blanks between, the day comes first; with slashes or hyphens nobody knows, unless only one
    // of them is a day, or the weekday tells.
    bool const known = !sign(static_cast<std::size_t>(&a - pieces_.data()) + 1, "/") &&
                       !sign(static_cast<std::size_t>(&a - pieces_.data()) + 1, "-");
    if (known || !month_first) return day_first;
    if (!day_first || day_first == month_first) return month_first;
    for (auto const& piece : pieces_)
        if (auto const named = piece.kind == Piece::Kind::word ? weekday_of(piece.text) : std::nullopt) {
            bool const first = weekday(*day_first).c_encoding() == *named;
            bool const second = weekday(*month_first).c_encoding() == *named;
            if (first != second) return first ? day_first : month_first;
        }
    return std::nullopt;
}

std::optional<sys_days> Written::day() const {
    std::vector<Piece const*> numbers;
    int month = 0, maybe = 0;
    bool two = false;
    for (auto const& piece : pieces_) {
        if (piece.kind == Piece::Kind::number) numbers.push_back(&piece);
        if (piece.kind != Piece::Kind::word) continue;
        auto const named = month_of(piece.text);
        if (named == 0) continue;
        // "mar" is March, and Tuesday in three languages.
        bool const also_day = may_be_weekday(piece.text);
        auto& which = also_day ? maybe : month;
        two = two || (which != 0 && which != named);
        which = named;
    }
    if (two) return std::nullopt;
    if (month == 0) month = maybe;
    return month != 0 ? day_by_name(month, numbers) : day_by_numbers(numbers);
}

std::optional<storage::Time> Written::moment() {
    read_clock();
    if (!has_clock_) {
        // A day may have a zone of its own: "2026-11-29+01:00", "2026-11-29Z".
        auto const last = pieces_.size();
        if (last > 0 && word(last - 1) && minutes_east(pieces_[last - 1].text)) read_zone(last - 1);
    }
    auto const date = day();
    if (!date || !good_) return std::nullopt;
    storage::Time const local(*date + clock_);
    if (!city_) return local - east_;
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t standard = 0, summer = 0;
    city_->getOffset(static_cast<UDate>(local.time_since_epoch().count()), true, standard, summer, status);
    return U_SUCCESS(status) ? std::optional(local - milliseconds(standard + summer)) : std::nullopt;
}

/// "1795978901", also with decimals, of seconds (9 to 11 digits), milliseconds (to 14) or microseconds.
/// "20261129190141" is a date.
std::optional<storage::Time> time_from_digits(std::string_view text) {
    auto const dot = text.find('.');
    auto const digits = text.substr(0, dot);
    auto const all = [](std::string_view of) {
        return std::ranges::all_of(of, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (digits.size() < 9 || digits.size() > 16 || !all(digits)) return std::nullopt;
    if (dot != text.npos && !all(text.substr(dot + 1))) return std::nullopt;
    if (digits.size() == 14 && (digits.starts_with("19") || digits.starts_with("20"))) return std::nullopt;
    double count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return time_from_number(digits.size() > 14 ? count / 1000 : count);
}

}  // namespace

std::optional<storage::Time> time_from_text(std::string_view text) {
    auto whole = trimmed(text);
    // Go's monotonic clock is none of ours.
    whole = trimmed(whole.substr(0, whole.find(" m=")));
    if (whole.empty() || whole.size() > longest_time) return std::nullopt;
    if (auto const exact = time_from_rfc3339(whole)) return exact;
    if (auto const counted = time_from_digits(whole)) return counted;
    std::string spread(whole);
    bool const compact =
        spread.size() == 14 && std::ranges::all_of(spread, [](char c) { return c >= '0' && c <= '9'; });
    if (compact) spread.insert(8, "T");
    return Written(pieces_of(folded(icu::UnicodeString::fromUTF8(spread)))).moment();
}

}  // namespace bot::networks
