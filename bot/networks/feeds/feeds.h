#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"
#include "bot/networks/search/rotation.h"
#include "bot/transport/http.h"

namespace bot::networks {

/// What is known of one feed. It has no pages: `not_before` is when it is due.
struct FeedWatermark : Watermark {
    bool read = false;           // at least once
    bool gone = false;           // for good: 410
    std::string etag, modified;  // as they were given, byte for byte; "" is none
    RecentIds recent;            // by the feed's own ids, until thirty days after they were last there

    void store(StoredFields& fields);
};

/// Where all feeds stand, by feed_name(); for cursor_text() and read_cursor(), which takes any text.
struct RssCursor {
    SearchRotation<FeedWatermark> feeds;

    void store(StoredFields& fields) { feeds.store(fields); }
};

/// Twelve characters of hex, made of its address, which may be secret.
std::string feed_name(std::string_view address);

/// Its section, and what the program adds.
struct RssSettings : config::Rss, Caller {};

/// Any feeds, each asked when it is due: by the greatest of our interval, its own (ttl, syndication module)
/// and max-age; never in its skipHours. What one feed has given is kept by its items' ids, in the cursor,
/// until thirty days after they were last seen there.
class RssListener : public Listener {
public:
    RssListener(RssSettings settings, Clock const& clock);
    /// One feed. A feed that fails rests and is told as skipped while others go on; NetworkError if none
    /// does.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Rest {
        Time until;
        int failures;
        NetworkError error;
    };
    struct Reading;
    void fetch(Reading& reading, std::string const& feed);
    void rest(std::string const& feed, NetworkError const& error, Time now);
    [[noreturn]] void all_rest(Time now) const;

    RssSettings const settings_;
    Clock const& clock_;
    transport::HttpClient const client_;
    std::map<std::string, Rest> resting_;  // by address; those that failed last
};

Network rss(RssSettings settings, Policy policy, Clock const& clock);

extern Descriptor const rss_network;

}  // namespace bot::networks
