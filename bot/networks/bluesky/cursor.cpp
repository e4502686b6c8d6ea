#include "bot/networks/bluesky/cursor.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

/// FNV-1a of 64 bits: short, and two alike among some thousands are one in a billion.
std::string fingerprint(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (auto const byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
    return text;
}

long long number(Time time) {
    return time.time_since_epoch().count();
}

Time time_in(Json const& value, char const* key) {
    return Time(milliseconds(json::whole(value, key).value_or(0)));
}

BlueskyCursor::Walk walk_in(Json const& value) {
    BlueskyCursor::Walk walk;
    walk.floor = time_in(value, "floor");
    walk.from = time_in(value, "from");
    walk.top = time_in(value, "top");
    walk.page = json::text(value, "page").value_or("");
    walk.pages =
        static_cast<int>(std::clamp<std::int64_t>(json::whole(value, "pages").value_or(0), 0, 1'000));
    return walk;
}

Json written(BlueskyCursor::Walk const& walk) {
    Json one{{"floor", number(walk.floor)}, {"from", number(walk.from)}};
    if (walk.page.empty()) return one;
    one["top"] = number(walk.top);
    one["page"] = walk.page;
    one["pages"] = walk.pages;
    return one;
}

}  // namespace

bool BlueskyCursor::first_sight(std::string_view what, Time now) {
    return given_.emplace(fingerprint(what), now).second;
}

void BlueskyCursor::tidy(std::set<std::string> const& queries, milliseconds overlap, Time now) {
    std::erase_if(walks, [&](auto const& walk) { return !queries.contains(walk.first); });
    auto oldest = now;
    for (auto const& [query, walk] : walks) oldest = std::min(oldest, walk.from);
    std::erase_if(given_, [&](auto const& one) { return one.second < oldest - overlap; });
    if (given_.size() <= most_given) return;
    std::vector<Time> times;
    for (auto const& [print, when] : given_) times.push_back(when);
    std::ranges::nth_element(times, times.begin() + most_given, std::greater<>());
    std::erase_if(given_, [&](auto const& one) { return one.second <= times[most_given]; });
}

std::string BlueskyCursor::text() const {
    Json all{{"walks", Json::object()}, {"given", Json::object()}};
    for (auto const& [query, walk] : walks) all["walks"][query] = written(walk);
    for (auto const& [print, when] : given_) all["given"][print] = number(when);
    if (stream_us) all["stream_us"] = *stream_us;
    if (called_at) all["called_at"] = number(*called_at);
    return json::written(all);
}

std::optional<BlueskyCursor> BlueskyCursor::from(std::string_view text) {
    BlueskyCursor cursor;
    if (text.empty()) return cursor;
    auto const all = json::parsed(text);
    auto const& walks = json::item(all, "walks");
    auto const& given = json::item(all, "given");
    if (!walks.is_object() || !given.is_object()) return std::nullopt;
    for (auto const& [query, walk] : walks.items()) cursor.walks[query] = walk_in(walk);
    for (auto const& [print, when] : given.items())
        if (when.is_number_integer()) cursor.given_[print] = Time(milliseconds(when.get<std::int64_t>()));
    cursor.stream_us = json::whole(all, "stream_us");
    if (json::whole(all, "called_at")) cursor.called_at = time_in(all, "called_at");
    return cursor;
}

}  // namespace bot::networks
