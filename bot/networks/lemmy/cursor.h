#pragma once

#include <string>

#include "bot/networks/search/rotation.h"

namespace bot::networks {

/// How far a search or a list of a Lemmy instance was read. `since` is as far back as pages are read.
struct LemmyWatermark : Watermark {
    bool known = false;      // a pass was read to its end; until then older posts are only remembered
    storage::Time deeper{};  // when to read one page more than needed, for what arrived late

    void store(StoredFields& fields);
};

/// How far a Lemmy instance was read; for cursor_text() and read_cursor(). At most so many posts are
/// remembered.
struct LemmyCursor {
    explicit LemmyCursor(std::size_t most_remembered) : recent(RecentIds::Form::latest, most_remembered) {}

    SearchRotation<LemmyWatermark> lists;  // by name, e.g. "comments:great support"
    RecentIds recent;

    void store(StoredFields& fields);
};

}  // namespace bot::networks
