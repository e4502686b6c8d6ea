#pragma once

#include <memory>
#include <string>

#include "bot/networks/bluesky/listener.h"
#include "bot/networks/bluesky/stream.h"

namespace bot::networks {

/// Follows Jetstream for the configured and the watched queries, and asks for the notifications now and then;
/// without any query, for these alone. What the stream says is unsigned: each post that fits is read again
/// from our server. A search by hand is made as such.
class BlueskyStreamListener : public Listener {
public:
    /// `clock` outlives it. Throws UserError for a query that cannot be read.
    BlueskyStreamListener(BlueskySettings settings, std::shared_ptr<BlueskySession> session,
                          Clock const& clock);
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    bool wants(BlueskyEvent const& event) const;
    void watch_for(std::vector<watch::Query> const& queries);
    void follow(BlueskyCursor const& cursor);
    void take(BlueskyStream::Batch const& batch, BlueskyCursor& cursor, SearchPage& page);

    BlueskySettings const settings_;
    BlueskySearches const configured_;
    std::vector<watch::Query> watched_;
    BlueskySearches searches_;  // both; changes only while there is no stream
    BlueskySearches loose_;     // … without what a frame of the stream does not say
    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
    BlueskyListener notifications_;
    std::string given_;                      // the cursor of the last page
    std::unique_ptr<BlueskyStream> stream_;  // last: it asks wants()
};

}  // namespace bot::networks
