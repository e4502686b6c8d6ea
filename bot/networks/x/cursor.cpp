#include "bot/networks/x/cursor.h"

#include "bot/networks/x/post.h"

namespace bot::networks {

void XWatermark::store(StoredFields& fields) {
    fields.time("start", start);
    fields.text("since_id", since_id);
    fields.time("reached", since);
    fields.count("round", round);
    fields.text("next", next);
    fields.text("newest", newest_id);
    fields.time("begun", begun);
    fields.count("pages", pages);
    fields.truth("again", begun_again);
    for (auto* const id : {&since_id, &newest_id})
        if (!is_x_id(*id)) id->clear();
}

void XCursor::store(StoredFields& fields) {
    fields.need_object("places");
    fields.count("round", searches.round);
    searches.round = std::max<std::uint64_t>(searches.round, 1);
    fields.inner("places", [this](StoredFields& marks) { searches.store(marks); });
    fields.ids("seen", recent);
}

}  // namespace bot::networks
