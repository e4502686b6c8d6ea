#include "bot/networks/mastodon/places.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Kind = MastodonPlace::Kind;

constexpr long long list_page_size = 40;
/// A busy search is read so far back at most.
constexpr std::uint64_t deepest_offset = 400;
/// Pages of the first back-fill.
constexpr std::uint64_t most_back_fill = 10;
constexpr std::int64_t reread_every_ms = 3'600'000;

std::string without_hash(std::string tag) {
    while (tag.starts_with('#')) tag.erase(0, 1);
    return tag;
}

MastodonPlace hashtag(std::string const& tag) {
    return {Kind::hashtag, without_hash(tag), "tag:" + without_hash(tag), false};
}

MastodonPlace search(std::string const& query) {
    return {Kind::search, query, "search:" + query, false};
}

bool is_hashtag(std::string const& query) {
    return query.size() > 1 && query.starts_with('#') && query.find_first_of(" \t#", 1) == query.npos;
}

/// The hashtags that a search asks for; few servers find a post by its words, all by its hashtag.
std::vector<std::string> tags_in(std::string const& query) {
    std::vector<std::string> tags;
    bool quoted = false;
    for (std::size_t at = 0; at < query.size(); ++at) {
        if (query[at] == '"') quoted = !quoted;
        bool const begins = at == 0 || query[at - 1] == ' ' || query[at - 1] == '(';
        if (quoted || !begins || query[at] != '#') continue;
        auto const end = query.find_first_of(" )\"#", at + 1);
        tags.push_back(query.substr(at, end == query.npos ? end : end - at));
    }
    return tags;
}

/// The ends of a page, by id.
struct Ends {
    std::string newest, oldest;
};

Ends ends_of(std::vector<MastodonItem> const& items) {
    Ends ends;
    for (auto const& item : items) {
        if (ends.newest.empty() || later_id(item.id, ends.newest)) ends.newest = item.id;
        if (ends.oldest.empty() || later_id(ends.oldest, item.id)) ends.oldest = item.id;
    }
    return ends;
}

bool rereading(MastodonCursor::Place const& at) {
    return at.reread == 0 || !at.older_than.empty();
}

/// Servers compare by seconds here and index late, so `newest` trails by an hour or two, and what was met
/// before ends the reading, unless it lies above what the last one began with: a reading that failed between
/// two pages goes on among posts that were pushed down since.
bool advance_search(MastodonCursor::Place& at, std::vector<MastodonItem> const& items, bool fresh,
                    std::int64_t now_ms) {
    bool const first = at.reread == 0;
    auto const ends = ends_of(items);
    if (at.offset == 0 && !ends.newest.empty()) at.high = ends.newest;
    at.offset += items.size();
    bool const below = fresh || (!at.floor.empty() && later_id(ends.oldest, at.floor));
    if (!first && below && items.size() >= list_page_size && at.offset < deepest_offset) return true;
    at.offset = 0;
    at.floor = at.high;
    if (!first && now_ms < at.reread) return false;
    at.newest = at.pending;
    at.pending = at.high;
    at.reread = now_ms + reread_every_ms;
    return false;
}

}  // namespace

std::vector<MastodonPlace> places_of(MastodonSettings const& settings, WatchQuery const& query) {
    std::vector<MastodonPlace> places;
    auto const add = [&](MastodonPlace place) {
        if (!place.what.empty() &&
            std::ranges::find(places, place.name, &MastodonPlace::name) == places.end())
            places.push_back(std::move(place));
    };
    bool const signed_in = !settings.access_token.empty();
    if (auto const& text = query.text; !text.empty()) {
        for (auto const& tag : tags_in(text)) add(hashtag(tag));
        if (places.empty() || (!is_hashtag(text) && signed_in)) add(search(text));
        return places;
    }
    auto const add_words = [&](std::string const& words) {
        add(is_hashtag(words) ? hashtag(words) : search(words));
    };
    for (auto const& tag : settings.hashtags) add(hashtag(tag));
    std::ranges::for_each(settings.queries, add_words);
    auto const configured = static_cast<std::ptrdiff_t>(places.size());
    for (auto const& tag : query.tags) add(hashtag(tag));
    if (signed_in) std::ranges::for_each(query.searches, add_words);
    std::for_each(places.begin() + configured, places.end(), [](auto& place) { place.watched = true; });
    if (signed_in) places.push_back({Kind::mentions, "", "mentions", false});
    return places;
}

Call call_for(MastodonPlace const& place, MastodonCursor::Place const& at) {
    Query query;
    std::string path = "/api/v1/notifications";
    if (place.kind == Kind::hashtag) path = "/api/v1/timelines/tag/" + percent_encoded(place.what);
    if (place.kind == Kind::mentions) query.add("types[]", std::string_view("mention"));
    if (place.kind == Kind::search) {
        path = "/api/v2/search";
        query.add("type", std::string_view("statuses")).add("q", std::string_view(place.what));
        if (at.offset > 0) query.add("offset", static_cast<long long>(at.offset));
    }
    query.add("limit", list_page_size);
    bool const above = place.kind == Kind::search || !rereading(at);
    if (above && !at.newest.empty()) query.add("min_id", std::string_view(at.newest));
    if (!at.older_than.empty()) query.add("max_id", std::string_view(at.older_than));
    Call call;
    call.path = query.after(path);
    return call;
}

std::vector<MastodonItem> items_of(MastodonPlace const& place, Json const& answer, std::string const& what) {
    auto const& list = place.kind == Kind::search ? json::item(answer, "statuses") : answer;
    // A search that finds no posts may leave their list out.
    if (place.kind == Kind::search && list.is_null() && json::item(answer, "accounts").is_array()) return {};
    if (!list.is_array())
        throw NetworkError(NetworkError::Class::theirs, what + ": the answer is not a list of posts");
    std::vector<MastodonItem> items;
    for (auto const& element : list) {
        bool const notification = place.kind == Kind::mentions;
        auto const id = json::text(element, "id");
        if (!id) continue;
        static Json const none;
        bool const mention = json::text(element, "type") == "mention";
        auto const* const status = !notification ? &element
                                   : mention     ? &json::item(element, "status")
                                                 : &none;
        items.push_back({*id, status, notification && mention});
    }
    if (items.empty() && !list.empty())
        throw NetworkError(NetworkError::Class::theirs, what + ": nothing in the answer has an id");
    return items;
}

bool beginning(MastodonPlace const& place, MastodonCursor::Place const& at) {
    if (place.kind == Kind::search) return at.reread == 0;
    return at.newest.empty() || at.back > 0;
}

bool advance(MastodonPlace const& place, MastodonCursor::Place& at, std::vector<MastodonItem> const& items,
             MastodonProgress const& progress) {
    auto const now = progress.now;
    if (place.kind == Kind::search) return advance_search(at, items, progress.fresh, now);
    auto const ends = ends_of(items);
    if (beginning(place, at)) {
        if (at.newest.empty()) at.newest = ends.newest;
        bool const on = progress.fresh && !progress.reached_past && ++at.back < most_back_fill;
        at.older_than = on ? ends.oldest : "";
        if (!on) at.back = 0, at.reread = now + reread_every_ms;
        return on;
    }
    if (rereading(at)) {
        // A second page only if the first had something that slipped in below what was read before.
        bool const second = at.older_than.empty() && progress.fresh;
        at.older_than = second ? ends.oldest : "";
        at.reread = now + reread_every_ms;
        return second;
    }
    bool const moved = !ends.newest.empty() && later_id(ends.newest, at.newest);
    if (moved) at.newest = ends.newest;
    if (!moved && at.reread <= now) at.reread = 0;
    return moved || at.reread == 0;
}

}  // namespace bot::networks
