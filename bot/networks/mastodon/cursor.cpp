#include "bot/networks/mastodon/cursor.h"

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

}  // namespace bot::networks
