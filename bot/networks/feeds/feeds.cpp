#include "bot/networks/feeds/feeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "bot/base/keys.h"
#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/api.h"
#include "bot/networks/client/rate_limiter.h"
#include "bot/networks/feeds/feed.h"

namespace bot::networks {

void FeedWatermark::store(StoredFields& fields) {
    fields.seconds("due", not_before);
    fields.truth("read", read);
    fields.ids("seen", recent);
    fields.write_defaults(false);
    fields.truth("gone", gone);
    fields.text("etag", etag);
    fields.text("modified", modified);
}

namespace {

using namespace std::chrono;
using Class = NetworkError::Class;

constexpr auto forgotten_after = days(30);
constexpr auto longest_interval = days(1);
constexpr auto first_rest = minutes(1);
constexpr char const* accepted =
    "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, "
    "text/xml;q=0.8, */*;q=0.1";

transport::HttpSettings http_settings(RssSettings const& settings) {
    auto http = settings.http();
    http.body_limit = 5 * 1024 * 1024;
    http.redirects = 5;
    return http;
}

/// What a feed is called in the cursor.
std::string feed_name(std::string_view address) {
    return sha256_hex(address).substr(0, 12);
}

/// "feed 3 of networks.rss.feeds, otter.example/blog/feed.xml": cut short, as an address may be secret in its
/// query or a long part of its path, and several feeds may be of one host.
std::string shown(std::string const& feed, std::size_t number) {
    auto const url = parse_url(feed);
    std::string path;
    std::string_view left = url ? std::string_view(url->path) : "";
    while (!left.empty()) {
        auto const part = left.substr(0, left.find('/', 1));
        bool const key = part.size() > 20;
        path += key ? "/\u2026" : part;
        left.remove_prefix(part.size());
    }
    auto const where = url ? url->authority() + (path == "/" ? "" : path) : "an address that cannot be read";
    return fmt::format("feed {} of networks.rss.feeds, {}", number, where);
}

/// A parameter of a header: charset=… of a type, max-age=… of Cache-Control.
std::string parameter(std::optional<std::string> const& header, std::string_view name) {
    if (!header) return "";
    auto const at = lower_ascii(*header).find(std::string(name) + "=");
    if (at == header->npos) return "";
    auto value = header->substr(at + name.size() + 1);
    if (value.starts_with('"')) value.erase(0, 1);
    return value.substr(0, value.find_first_of("\"; ,"));
}

minutes max_age(transport::HttpResponse const& response) {
    auto const text = parameter(response.header("cache-control"), "max-age");
    long long age = 0;
    std::from_chars(text.data(), text.data() + text.size(), age);
    return duration_cast<minutes>(seconds(std::clamp<long long>(age, 0, 86'400)));
}

/// A validator as it was given, if it can be given back.
std::string validator(std::optional<std::string> const& header) {
    bool const good = header && header->size() <= 500 &&
                      std::ranges::all_of(*header, [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
    return good ? *header : "";
}

Time out_of(std::set<int> const& skip_hours, Time due) {
    for (int moved = 0; moved < 24; ++moved) {
        auto const hour = duration_cast<hours>(due - floor<days>(due)).count();
        if (!skip_hours.contains(static_cast<int>(hour))) break;
        due = floor<hours>(due) + hours(1);
    }
    return due;
}

/// Ids that several items of a feed have, with different words: each of those goes by its words as well.
std::set<std::string> shared_ids(std::vector<FoundPost> const& posts) {
    std::map<std::string, FoundPost const*> first;
    std::set<std::string> shared;
    for (auto const& post : posts) {
        auto const [one, is_new] = first.emplace(post.native_id, &post);
        if (!is_new && (one->second->text != post.text || one->second->url != post.url))
            shared.insert(post.native_id);
    }
    return shared;
}

/// One search: the feed it takes, and what it says.
struct Reading {
    Time now;
    FeedWatermark& mark;
    std::string const name;
    SearchPage& page;

    /// Gives the items that are new. What is left out of them is told by `tell`.
    void take(Feed feed, Time not_before, std::function<void(std::string)> const& tell);
    std::string id_of(FoundPost const& post, std::set<std::string> const& shared);
};

/// An id that was shared once is no name for ever: it is remembered too, as "id#".
std::string Reading::id_of(FoundPost const& post, std::set<std::string> const& shared) {
    auto const many = post.native_id + "#";
    if (!shared.contains(post.native_id) && !mark.recent.contains(many)) return post.native_id;
    mark.recent.insert(many, now);
    mark.recent.renew(many, now);
    return many + sha256_hex(post.text + "\n" + post.url.value_or("")).substr(0, 16);
}

void Reading::take(Feed feed, Time not_before, std::function<void(std::string)> const& tell) {
    auto const shared = shared_ids(feed.posts);
    int undated = 0, unread = 0;
    for (auto& post : feed.posts) {
        unread += post.time_unread;
        auto const id = id_of(post, shared);
        if (!mark.recent.insert(id, now)) {
            mark.recent.renew(id, now);
            continue;
        }
        // What stands in a feed that is read for the first time is old, but for what says it is not.
        if (!mark.read && !(post.written_at && *post.written_at >= not_before)) {
            undated += !post.written_at;
            continue;
        }
        // An id is the feed's own; others may use the same one.
        post.native_id = name + ":" + id;
        if (post.in_reply_to) post.in_reply_to = name + ":" + *post.in_reply_to;
        if (post.written_at) post.written_at = std::min(*post.written_at, now);
        page.posts.push_back(std::move(post));
    }
    if (unread > 0)
        tell(
            fmt::format("{} of its items have a time that nobody can read, like {}; such an item never "
                        "counts as new",
                        unread, feed.unread_time));
    if (undated > 0)
        tell(
            fmt::format("{} of the items that were there when it was read first tell no time; they are taken "
                        "for old and left out",
                        undated));
    if (feed.more_than_read)
        tell(fmt::format("it has more than {} items; the others are left out", most_feed_posts));
    for (auto const& id : feed.gone)
        if (mark.recent.contains(id)) page.gone.push_back(name + ":" + id);
    mark.recent.forget_before(now - forgotten_after);
    mark.read = true;
}

class RssListener : public Listener {
public:
    RssListener(RssSettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock), client_(http_settings(settings_)) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Rest {
        Time until;
        int failures;
        NetworkError error;
    };
    void fetch(Reading& reading, std::string const& feed);
    std::string shown(std::string const& feed) const;
    void tell_once(SearchPage& page, std::string const& feed, std::string const& why);
    void rest(std::string const& feed, NetworkError const& error, Time now);
    [[noreturn]] void all_rest(Time now) const;

    RssSettings const settings_;
    Clock const& clock_;
    transport::HttpClient const client_;
    std::map<std::string, Rest> resting_;  // by address; those that failed last
    std::set<std::string> told_;           // what is told of a feed once
};

/// As people find it in their settings.
std::string RssListener::shown(std::string const& feed) const {
    auto const place = std::ranges::find(settings_.feeds, feed) - settings_.feeds.begin();
    return networks::shown(feed, static_cast<std::size_t>(place) + 1);
}

void RssListener::tell_once(SearchPage& page, std::string const& feed, std::string const& why) {
    // The numbers in it change from one reading to the next; what is wrong does not.
    std::string what = feed;
    for (auto const c : why)
        if (c < '0' || c > '9') what += c;
    if (told_.insert(what).second) page.skipped.push_back({shown(feed), why});
}

void RssListener::fetch(Reading& reading, std::string const& feed) {
    auto& mark = reading.mark;
    transport::HttpRequest request{"GET", feed, {{"Accept", accepted}}, ""};
    if (!mark.etag.empty()) request.headers.emplace_back("If-None-Match", mark.etag);
    if (!mark.modified.empty()) request.headers.emplace_back("If-Modified-Since", mark.modified);
    auto const response = [&] {
        try {
            return client_.send(request);
        } catch (transport::HttpError const& error) {
            throw NetworkError(class_of(error.kind), error.what());
        }
    }();
    auto every = std::max(settings_.poll_interval, max_age(response));
    std::set<int> skip_hours;
    if (response.status == 410) {
        mark.gone = true;
        reading.page.skipped.push_back(
            {shown(feed), "is gone for good (410); take it out of networks.rss.feeds"});
    } else if (response.status / 100 == 2) {
        std::string why;
        auto const charset = parameter(response.header("content-type"), "charset");
        auto read = read_feed(response.body, charset, response.url, why);
        if (!read) throw NetworkError(Class::theirs, "what is there " + why);
        every = std::max(every, read->every.value_or(minutes(0)));
        skip_hours = read->skip_hours;
        reading.take(std::move(*read), reading.now - settings_.back_fill,
                     [&](std::string why) { tell_once(reading.page, feed, why); });
        mark.etag = validator(response.header("etag"));
        mark.modified = validator(response.header("last-modified"));
    } else if (response.status != 304) {
        throw NetworkError(class_of(response.status), "was answered with " + std::to_string(response.status),
                           false, retry_after(response, reading.now));
    }
    mark.not_before = out_of(skip_hours, reading.now + std::min<minutes>(every, longest_interval));
}

void RssListener::rest(std::string const& feed, NetworkError const& error, Time now) {
    auto const before = resting_.find(feed);
    auto const failures = before == resting_.end() ? 1 : before->second.failures + 1;
    // Doubled until it is a day, which eleven doublings of a minute are not yet.
    auto const away = std::min<seconds>(first_rest * (1 << std::min(failures - 1, 11)), longest_interval);
    auto const until = now + std::max(away, error.retry_after.value_or(seconds(0)));
    if (before != resting_.end()) resting_.erase(before);
    resting_.emplace(feed, Rest{until, failures, error});
}

void RssListener::all_rest(Time now) const {
    auto const first =
        std::ranges::min_element(resting_, {}, [](auto const& entry) { return entry.second.until; });
    auto const& [until, failures, error] = first->second;
    throw NetworkError(error.error_class, "rss: " + shown(first->first) + ": " + error.what(), false,
                       ceil<seconds>(std::max(until - now, milliseconds(0))));
}

SearchPage RssListener::search(WatchQuery const&, std::string_view stored) {
    auto const now = clock_.now();
    auto cursor = read_cursor<RssCursor>(stored).value_or(RssCursor());
    std::vector<std::string> names;
    for (auto const& feed : settings_.feeds) names.push_back(feed_name(feed));
    cursor.feeds.keep_only(names);
    SearchPage page;
    // Of those that are due the one that has been it for longest, or a long list would never be read to its
    // end.
    std::optional<std::string> chosen;
    Time chosen_since{};
    std::size_t due = 0;
    Time next = now + longest_interval;
    for (auto const& feed : settings_.feeds) {
        auto const& mark = cursor.feeds.at(feed_name(feed));
        auto const resting = resting_.find(feed);
        auto const when =
            std::max(mark.not_before, resting == resting_.end() ? Time{} : resting->second.until);
        if (mark.gone) continue;
        if (when > now) {
            next = std::min(next, when);
            continue;
        }
        ++due;
        if (!chosen || when < chosen_since) chosen = feed, chosen_since = when;
    }
    if (!chosen && !settings_.feeds.empty() && resting_.size() == settings_.feeds.size()) all_rest(now);
    if (chosen) {
        auto const& feed = *chosen;
        Reading reading{now, cursor.feeds.at(feed_name(feed)), feed_name(feed), page};
        try {
            fetch(reading, feed);
            resting_.erase(feed);
            next = std::min(next, reading.mark.not_before);
        } catch (NetworkError const& error) {
            rest(feed, error, now);
            if (resting_.size() == settings_.feeds.size())
                throw NetworkError(error.error_class, "rss: " + shown(feed) + ": " + error.what(), false,
                                   error.retry_after);
            page.skipped.push_back({shown(feed), error.what()});
            next = std::min(next, resting_.at(feed).until);
        }
    }
    page.more = due > 1;
    if (!page.more) page.wait = next - now;
    page.cursor = cursor_text(std::move(cursor));
    return page;
}

Network connect(config::Networks const& all, Surroundings const& in) {
    RssSettings settings{all.rss, in.caller(all)};
    if (in.look_back) settings.back_fill = *in.look_back;
    return rss(std::move(settings), in.clock);
}

}  // namespace

Network rss(RssSettings settings, Clock const& clock) {
    return {.name = "rss",
            .policy = policy_of("rss"),
            .listener = std::make_unique<RssListener>(settings, clock),
            .interval = settings.poll_interval};
}

constinit Descriptor const rss_network{.name = "rss",
                                       .composer = {count_unlimited},
                                       .enabled = [](config::Networks const& all) { return all.rss.enabled; },
                                       .connect = connect};

}  // namespace bot::networks
