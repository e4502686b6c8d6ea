#include "bot/networks/feeds/cursor.h"

#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
std::string feed_name(std::string_view address) {
    return sha256_hex(address).substr(0, 12);
}

std::string RssCursor::text() const {
    auto all = nlohmann::json::object();
    for (auto const& [name, place] : feeds) {
        auto& one = all[name];
        one = {{"due", seconds_of(place.due)}, {"read", place.read}, {"seen", place.seen.to_json()}};
        if (place.gone) one["gone"] = true;
        if (!place.etag.empty()) one["etag"] = place.etag;
        if (!place.modified.empty()) one["modified"] = place.modified;
    }
    return json::written(all);
}

RssCursor RssCursor::from(std::string_view text) {
    RssCursor cursor;
    auto const all = json::parsed(text);
    if (!all.is_object()) return cursor;
    for (auto const& [name, one] : all.items()) {
        if (!one.is_object()) continue;
        auto& place = cursor.feeds[name];
        place.due = json::seconds(one, "due").value_or(storage::Time{});
        place.read = json::truth(one, "read");
        place.gone = json::truth(one, "gone");
        place.etag = json::text(one, "etag").value_or("");
        place.modified = json::text(one, "modified").value_or("");
        place.seen = Seen::from(json::item(one, "seen"));
    }
    return cursor;
}

}  // namespace bot::networks
