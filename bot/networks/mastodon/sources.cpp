#include "bot/networks/mastodon/sources.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {

void MastodonWatermark::store(StoredFields& fields) {
    fields.write_defaults(false);
    fields.text("newest", newest_id);
    fields.count("turn", round);
    fields.time("reread", reread);
    fields.time("until", not_before);
    fields.text("older_than", next);
    fields.time("began", began);
    fields.count("back", pages);
    fields.count("offset", offset);
    fields.text("high", high);
    fields.text("floor", floor);
    fields.text("pending", pending);
}

void MastodonCursor::store(StoredFields& fields) {
    fields.need_object("places");
    fields.inner("places", [this](StoredFields& marks) { sources.store(marks); });
    fields.count("turn", sources.round);
    fields.write_defaults(false);
    fields.text("last", sources.last);
    fields.text("instance", instance);
    fields.ids("seen", recent);
}

namespace {

using Json = nlohmann::json;
using Kind = MastodonSource::Kind;

constexpr long long list_page_size = 40;
/// A busy search is read so far back at most.
constexpr std::uint64_t deepest_offset = 400;
/// Pages of the first back-fill.
constexpr int most_back_fill = 10;
constexpr auto reread_every = std::chrono::hours(1);

MastodonSource hashtag(std::string tag) {
    while (tag.starts_with('#')) tag.erase(0, 1);
    return {Kind::hashtag, tag, "tag:" + tag, false};
}

MastodonSource search(std::string const& query) {
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

bool rereading(MastodonWatermark const& mark) {
    return mark.reread == Time{} || !mark.next.empty();
}

/// Servers compare by seconds here and index late, so `newest` trails by an hour or two, and what was met
/// before ends the reading, unless it lies above what the last one began with: a reading that failed between
/// two pages goes on among posts that were pushed down since.
bool advance_search(MastodonWatermark& mark, std::vector<MastodonItem> const& items, bool fresh, Time now) {
    bool const first = mark.reread == Time{};
    auto const ends = ends_of(items);
    if (mark.offset == 0 && !ends.newest.empty()) mark.high = ends.newest;
    mark.offset += items.size();
    bool const below = fresh || (!mark.floor.empty() && later_id(ends.oldest, mark.floor));
    if (!first && below && items.size() >= list_page_size && mark.offset < deepest_offset) return true;
    mark.offset = 0;
    mark.floor = mark.high;
    if (!first && now < mark.reread) return false;
    mark.newest_id = mark.pending;
    mark.pending = mark.high;
    mark.reread = now + reread_every;
    return false;
}

}  // namespace

std::vector<MastodonSource> sources_of(MastodonSettings const& settings, WatchQuery const& query) {
    std::vector<MastodonSource> sources;
    auto const add = [&](MastodonSource source) {
        if (!source.what.empty() &&
            std::ranges::find(sources, source.name, &MastodonSource::name) == sources.end())
            sources.push_back(std::move(source));
    };
    bool const signed_in = !settings.access_token.empty();
    if (auto const& text = query.text; !text.empty()) {
        for (auto const& tag : tags_in(text)) add(hashtag(tag));
        if (sources.empty() || (!is_hashtag(text) && signed_in)) add(search(text));
        return sources;
    }
    auto const add_words = [&](std::string const& words) {
        add(is_hashtag(words) ? hashtag(words) : search(words));
    };
    for (auto const& tag : settings.hashtags) add(hashtag(tag));
    std::ranges::for_each(settings.queries, add_words);
    auto const configured = static_cast<std::ptrdiff_t>(sources.size());
    for (auto const& tag : query.tags) add(hashtag(tag));
    if (signed_in) std::ranges::for_each(query.searches, add_words);
    std::for_each(sources.begin() + configured, sources.end(), [](auto& source) { source.watched = true; });
    if (signed_in) sources.push_back({Kind::mentions, "", "mentions", false});
    return sources;
}

Call call_for(MastodonSource const& source, MastodonWatermark const& mark) {
    Query query;
    std::string path = "/api/v1/notifications";
    if (source.kind == Kind::hashtag) path = "/api/v1/timelines/tag/" + percent_encoded(source.what);
    if (source.kind == Kind::mentions) query.add("types[]", "mention");
    if (source.kind == Kind::search) {
        path = "/api/v2/search";
        query.add("type", "statuses").add("q", source.what);
        if (mark.offset > 0) query.add("offset", static_cast<long long>(mark.offset));
    }
    query.add("limit", list_page_size);
    bool const above = source.kind == Kind::search || !rereading(mark);
    if (above) query.add_if("min_id", mark.newest_id);
    return {.path = query.add_if("max_id", mark.next).after(path)};
}

std::vector<MastodonItem> items_of(MastodonSource const& source, Json const& answer,
                                   std::string const& what) {
    auto const& list = source.kind == Kind::search ? json::item(answer, "statuses") : answer;
    // A search that finds no posts may leave their list out.
    if (source.kind == Kind::search && list.is_null() && json::item(answer, "accounts").is_array()) return {};
    std::vector<MastodonItem> items;
    for (auto const& element : json::needed_list(list, "", what + ": the answer is not a list of posts")) {
        bool const notification = source.kind == Kind::mentions;
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

bool beginning(MastodonSource const& source, MastodonWatermark const& mark) {
    if (source.kind == Kind::search) return mark.reread == Time{};
    return mark.newest_id.empty() || mark.pages > 0;
}

bool advance(MastodonSource const& source, MastodonWatermark& mark, std::vector<MastodonItem> const& items,
             MastodonProgress const& progress) {
    auto const now = progress.now;
    if (source.kind == Kind::search) return advance_search(mark, items, progress.fresh, now);
    auto const ends = ends_of(items);
    if (beginning(source, mark)) {
        if (mark.newest_id.empty()) mark.newest_id = ends.newest;
        bool const on = progress.fresh && !progress.reached_past && ++mark.pages < most_back_fill;
        mark.next = on ? ends.oldest : "";
        if (!on) mark.pages = 0, mark.reread = now + reread_every;
        return on;
    }
    if (rereading(mark)) {
        // A second page only if the first had something that slipped in below what was read before.
        bool const second = mark.next.empty() && progress.fresh;
        mark.next = second ? ends.oldest : "";
        mark.reread = now + reread_every;
        return second;
    }
    bool const moved = !ends.newest.empty() && later_id(ends.newest, mark.newest_id);
    if (moved) mark.newest_id = ends.newest;
    if (!moved && mark.reread <= now) mark.reread = {};
    return moved || mark.reread == Time{};
}

}  // namespace bot::networks
