#include "bot/base/zone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace bot {
namespace {

using storage::Time;
using std::chrono::milliseconds;

/// Empty if there is none of that name.
std::unique_ptr<icu::TimeZone> zone_named(std::string_view name) {
    auto const wanted = icu::UnicodeString::fromUTF8(std::string(name));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(wanted));
    icu::UnicodeString id;
    // What ICU makes up of "GMT+1:30" has another name; Etc/Unknown is what it has for all else.
    if (!zone || name == "Etc/Unknown" || zone->getID(id) != wanted) return nullptr;
    return zone;
}

/// How far clocks there are ahead; `local` says that `at` is what they show.
milliseconds offset(icu::TimeZone const& zone, Time at, bool local) {
    std::int32_t raw = 0, summer = 0;
    auto status = U_ZERO_ERROR;
    zone.getOffset(static_cast<UDate>(at.time_since_epoch().count()), local, raw, summer, status);
    return milliseconds(U_SUCCESS(status) ? raw + summer : 0);
}

}  // namespace

bool is_zone(std::string_view name) {
    return !name.empty() && name.size() <= 64 && zone_named(name) != nullptr;
}

std::optional<Time> start_of_day(std::string_view day, std::string const& zone) {
    auto const midnight = storage::start_of_day(day);
    auto const there = midnight ? zone_named(zone) : nullptr;
    return there ? std::optional(*midnight - offset(*there, *midnight, true)) : midnight;
}

Time shown_in(Time time, std::string const& zone) {
    auto const there = zone_named(zone);
    return there ? time + offset(*there, time, false) : time;
}

std::string day_of(Time time, std::string const& zone) {
    return storage::day_of(shown_in(time, zone));
}

}  // namespace bot
