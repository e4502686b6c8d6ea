#include "bot/networks/archive/cursor.h"

#include <nlohmann/json.hpp>

namespace bot::networks {

using nlohmann::json;
namespace {

/// FNV-1a: tells one file from another; nobody gains by making two alike.
std::string fingerprint(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (auto const byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
    return text;
}

/// 0 if there is none, absent if it is of a wrong kind: a number of any size is asked for its kind before it
/// is read.
std::optional<std::uint64_t> count(json const& place, char const* key) {
    auto const value = place.value(key, json(0U));
    return value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
}

}  // namespace

bool ArchiveCursor::Place::fits(std::string_view now) const {
    return now.size() >= head_bytes && (head_bytes == 0 || fingerprint(now.substr(0, head_bytes)) == head);
}

void ArchiveCursor::Place::remember(std::string_view now) {
    head_bytes = now.size();
    head = fingerprint(now);
}

std::string ArchiveCursor::text() const {
    auto all = json::object();
    for (auto const& [path, place] : files) {
        auto& one = all[path];
        one = json::object();
        if (place.missing) {
            one["missing"] = true;
            continue;
        }
        one["at"] = place.at;
        one["line"] = place.line;
        one["head_bytes"] = place.head_bytes;
        one["head"] = place.head;
        if (!place.ended_as.empty()) one["ended_as"] = place.ended_as;
    }
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<ArchiveCursor> ArchiveCursor::from(std::string_view text) {
    ArchiveCursor cursor;
    if (text.empty()) return cursor;
    auto const all = json::parse(text, nullptr, false);
    if (!all.is_object()) return std::nullopt;
    try {
        for (auto const& [path, one] : all.items()) {
            auto& place = cursor.files[path];
            place.missing = one.value("missing", false);
            auto const at = count(one, "at"), line = count(one, "line"), head = count(one, "head_bytes");
            if (!at || !line || !head) return std::nullopt;
            place.at = *at;
            place.line = *line;
            place.head_bytes = *head;
            place.head = one.value("head", "");
            place.ended_as = one.value("ended_as", "");
        }
    } catch (json::exception const&) {
        return std::nullopt;
    }
    return cursor;
}

}  // namespace bot::networks
