#pragma once

#include <memory>
#include <string>

#include "bot/networks/search/rotation.h"
#include "bot/networks/x/server.h"
#include "bot/networks/x/stream.h"

namespace bot::networks {

/// How far one search of X was read, or the mentions. `since` is when the pass began that was read to its end
/// last. X asks by id: only posts above `since_id`, which it refuses for ids older than a week.
struct XWatermark : Watermark {
    std::string since_id;      // the newest post of the last pass; "" before there was one
    std::string newest_id;     // the newest post on the first page of the pass under way
    storage::Time begun{};     // when that pass began
    bool begun_again = false;  // from its first page, as its next page was refused

    void store(StoredFields& fields);
};

/// How far X was read; for cursor_text() and read_cursor().
struct XCursor {
    SearchRotation<XWatermark> searches{1};  // and "mentions of us"
    RecentIds recent{RecentIds::Form::latest, 800};

    void store(StoredFields& fields);
};

/// Searches, and the mentions of our account where one is signed in: one page of one of them each search(),
/// newest first, back to the newest post of its round before. With a stream (else null) it first hands out
/// what X sent, and searches only for what the stream does not send, or may have missed. If the day's money
/// is spent it gives a page without posts, which says why and when to come back. `clock` outlives it.
std::unique_ptr<Listener> x_listener(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock,
                                     std::unique_ptr<XStream> stream);

}  // namespace bot::networks
