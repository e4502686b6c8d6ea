#include "bot/networks/archive/cursor.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/search/recent_ids.h"

namespace bot::networks {

using Json = nlohmann::json;
namespace {

/// 0 if there is none, absent if it is of a wrong kind: a number of any size is asked for its kind before it
/// is read.
std::optional<std::uint64_t> count(Json const& position, char const* key) {
    auto const value = position.value(key, Json(0U));
    return value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
}

}  // namespace

bool ArchiveCursor::FilePosition::fits(std::string_view now) const {
    return now.size() >= head_bytes && (head_bytes == 0 || fingerprint(now.substr(0, head_bytes)) == head);
}

void ArchiveCursor::FilePosition::remember(std::string_view now) {
    head_bytes = now.size();
    head = fingerprint(now);
}

std::string ArchiveCursor::text() const {
    auto all = Json::object();
    for (auto const& [path, position] : files) {
        auto& one = all[path];
        one = Json::object();
        if (position.missing) {
            one["missing"] = true;
            continue;
        }
        one["at"] = position.at;
        one["line"] = position.line;
        one["head_bytes"] = position.head_bytes;
        one["head"] = position.head;
        if (!position.ended_as.empty()) one["ended_as"] = position.ended_as;
    }
    return json::written(all);
}

std::optional<ArchiveCursor> ArchiveCursor::from(std::string_view text) {
    ArchiveCursor cursor;
    if (text.empty()) return cursor;
    auto const all = json::parsed(text);
    if (!all.is_object()) return std::nullopt;
    try {
        for (auto const& [path, one] : all.items()) {
            auto& position = cursor.files[path];
            position.missing = one.value("missing", false);
            auto const at = count(one, "at"), line = count(one, "line"), head = count(one, "head_bytes");
            if (!at || !line || !head) return std::nullopt;
            position.at = *at;
            position.line = *line;
            position.head_bytes = *head;
            position.head = one.value("head", "");
            position.ended_as = one.value("ended_as", "");
        }
    } catch (Json::exception const&) {
        return std::nullopt;
    }
    return cursor;
}

}  // namespace bot::networks
