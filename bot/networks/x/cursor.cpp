#include "bot/networks/x/cursor.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/x/post.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

long long milliseconds_of(storage::Time time) {
    return time.time_since_epoch().count();
}

storage::Time time_in(Json const& value, std::string_view key) {
    constexpr std::int64_t latest = 253'402'300'799'999;
    auto const number = json::whole(value, key).value_or(0);
    return storage::Time(std::chrono::milliseconds(std::clamp<std::int64_t>(number, 0, latest)));
}

std::string id_in(Json const& value, std::string_view key) {
    auto id = json::text(value, key).value_or("");
    return is_x_id(id) ? id : std::string();
}

std::uint64_t round_in(Json const& value, std::string_view key) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, json::whole(value, key).value_or(0)));
}

Json json_of(XCursor::Place const& place) {
    return {{"start", milliseconds_of(place.start)},
            {"since_id", place.since_id},
            {"reached", milliseconds_of(place.reached)},
            {"round", place.round},
            {"next", place.next},
            {"newest", place.newest},
            {"begun", milliseconds_of(place.begun)},
            {"pages", place.pages},
            {"again", place.again}};
}

XCursor::Place place_from(Json const& value) {
    XCursor::Place place;
    place.start = time_in(value, "start");
    place.since_id = id_in(value, "since_id");
    place.reached = time_in(value, "reached");
    place.round = round_in(value, "round");
    place.next = json::text(value, "next").value_or("");
    place.newest = id_in(value, "newest");
    place.begun = time_in(value, "begun");
    place.pages =
        static_cast<int>(std::clamp<std::int64_t>(json::whole(value, "pages").value_or(0), 0, 1000));
    place.again = json::truth(value, "again");
    return place;
}

}  // namespace

std::string XCursor::text() const {
    Json all = Json::object();
    for (auto const& [name, place] : places) all[name] = json_of(place);
    return json::written({{"round", round}, {"places", all}, {"seen", seen.value()}});
}

std::optional<XCursor> XCursor::from(std::string_view text) {
    auto const stored = json::parsed(text);
    auto const& places = json::item(stored, "places");
    if (!places.is_object()) return std::nullopt;
    XCursor cursor;
    cursor.round = std::max<std::uint64_t>(1, round_in(stored, "round"));
    cursor.seen = Recent::from(json::item(stored, "seen"), most);
    for (auto const& [name, place] : places.items()) cursor.places[name] = place_from(place);
    return cursor;
}

}  // namespace bot::networks
