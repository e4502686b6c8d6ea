#pragma once

#include <string>

#include "bot/networks/search/rotation.h"

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

}  // namespace bot::networks
