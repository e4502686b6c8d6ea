#include "bot/networks/mastodon/cursor.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

std::uint64_t count(Json const& value, std::string_view key) {
    auto const number = json::whole(value, key);
    return number && *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
}

MastodonCursor::Place place_of(Json const& value) {
    MastodonCursor::Place place;
    place.newest = json::text(value, "newest").value_or("");
    place.turn = count(value, "turn");
    place.reread = static_cast<std::int64_t>(count(value, "reread"));
    place.until = static_cast<std::int64_t>(count(value, "until"));
    place.older_than = json::text(value, "older_than").value_or("");
    place.began = static_cast<std::int64_t>(count(value, "began"));
    place.back = count(value, "back");
    place.offset = count(value, "offset");
    place.high = json::text(value, "high").value_or("");
    place.floor = json::text(value, "floor").value_or("");
    place.pending = json::text(value, "pending").value_or("");
    return place;
}

Json value_of(MastodonCursor::Place const& place) {
    auto value = Json::object();
    if (!place.newest.empty()) value["newest"] = place.newest;
    if (place.turn != 0) value["turn"] = place.turn;
    if (place.reread != 0) value["reread"] = place.reread;
    if (place.until != 0) value["until"] = place.until;
    if (!place.older_than.empty()) value["older_than"] = place.older_than;
    if (place.began != 0) value["began"] = place.began;
    if (place.back != 0) value["back"] = place.back;
    if (place.offset != 0) value["offset"] = place.offset;
    if (!place.high.empty()) value["high"] = place.high;
    if (!place.floor.empty()) value["floor"] = place.floor;
    if (!place.pending.empty()) value["pending"] = place.pending;
    return value;
}

}  // namespace

std::string MastodonCursor::text() const {
    auto all = Json::object();
    auto& by_name = all["places"] = Json::object();
    for (auto const& [name, place] : places) by_name[name] = value_of(place);
    all["turn"] = turn;
    if (!last.empty()) all["last"] = last;
    if (!instance.empty()) all["instance"] = instance;
    all["seen"] = seen.value();
    return json::written(all);
}

std::optional<MastodonCursor> MastodonCursor::from(std::string_view text, std::size_t most) {
    MastodonCursor cursor;
    cursor.seen = Recent(most);
    if (text.empty()) return cursor;
    auto const all = json::parsed(text);
    auto const& places = json::item(all, "places");
    if (!places.is_object()) return std::nullopt;
    for (auto const& [name, place] : places.items()) cursor.places[name] = place_of(place);
    cursor.turn = count(all, "turn");
    cursor.last = json::text(all, "last").value_or("");
    cursor.instance = json::text(all, "instance").value_or("");
    cursor.seen = Recent::from(json::item(all, "seen"), most);
    return cursor;
}

}  // namespace bot::networks
