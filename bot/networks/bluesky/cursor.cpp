#include "bot/networks/bluesky/cursor.h"

namespace bot::networks {

void BlueskyWatermark::store(StoredFields& fields) {
    fields.time("floor", start);
    fields.time("from", since);
    if (!fields.reading() && next.empty()) return;
    fields.time("top", newest);
    fields.text("page", next);
    fields.count("pages", pages);
}

void BlueskyCursor::store(StoredFields& fields) {
    fields.need_object("walks");
    fields.need_object("given");
    fields.inner("walks", [this](StoredFields& marks) { queries.store(marks); });
    fields.ids("given", recent);
    fields.number("stream_us", stream_us);
    fields.time("called_at", called_at);
}

void BlueskyCursor::tidy(std::vector<std::string> const& asked, std::chrono::milliseconds overlap,
                         storage::Time now) {
    queries.keep_only(asked);
    auto oldest = now;
    for (auto const& [query, mark] : queries.marks()) oldest = std::min(oldest, mark.since);
    recent.forget_before(oldest - overlap);
    recent.forget_oldest();
}

}  // namespace bot::networks
