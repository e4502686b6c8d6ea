#include "bot/networks/lemmy/cursor.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

std::uint64_t count(Json const& value, std::string_view key) {
    auto const number = json::whole(value, key);
    return number && *number > 0 ? static_cast<std::uint64_t>(*number) : 0;
}

}  // namespace

std::string LemmyCursor::text() const {
    auto all = Json::object();
    auto& by_name = all["places"] = Json::object();
    for (auto const& [name, place] : places)
        by_name[name] = {{"known", place.known},  {"page", place.page}, {"floor", place.floor},
                         {"top", place.top},      {"turn", place.turn}, {"until", place.until},
                         {"deeper", place.deeper}};
    all["turn"] = turn;
    all["last"] = last;
    all["met"] = met.value();
    return json::written(all);
}

std::optional<LemmyCursor> LemmyCursor::from(std::string_view text, std::size_t most) {
    LemmyCursor cursor;
    cursor.met = Recent(most);
    if (text.empty()) return cursor;
    auto const all = json::parsed(text);
    auto const& places = json::item(all, "places");
    if (!places.is_object()) return std::nullopt;
    for (auto const& [name, value] : places.items()) {
        auto& place = cursor.places[name];
        place.known = json::truth(value, "known");
        place.page = std::max<std::uint64_t>(1, count(value, "page"));
        place.floor = static_cast<std::int64_t>(count(value, "floor"));
        place.top = static_cast<std::int64_t>(count(value, "top"));
        place.turn = count(value, "turn");
        place.until = static_cast<std::int64_t>(count(value, "until"));
        place.deeper = static_cast<std::int64_t>(count(value, "deeper"));
    }
    cursor.turn = count(all, "turn");
    cursor.last = json::text(all, "last").value_or("");
    cursor.met = Recent::from(json::item(all, "met"), most);
    return cursor;
}

}  // namespace bot::networks
