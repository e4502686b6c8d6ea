#include "bot/networks/lemmy/cursor.h"

namespace bot::networks {

void LemmyWatermark::store(StoredFields& fields) {
    // Lemmy numbers its pages from 1.
    int next_page = pages + 1;
    fields.truth("known", known);
    fields.count("page", next_page);
    pages = std::max(next_page - 1, 0);
    fields.time("floor", since);
    fields.time("top", newest);
    fields.count("turn", round);
    fields.time("until", not_before);
    fields.time("deeper", deeper);
}

void LemmyCursor::store(StoredFields& fields) {
    fields.need_object("places");
    fields.inner("places", [this](StoredFields& marks) { lists.store(marks); });
    fields.count("turn", lists.round);
    fields.text("last", lists.last);
    fields.ids("met", recent);
}

}  // namespace bot::networks
