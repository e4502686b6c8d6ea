#include "bot/networks/feeds/cursor.h"

#include "bot/base/keys.h"

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

std::string feed_name(std::string_view address) {
    return sha256_hex(address).substr(0, 12);
}

}  // namespace bot::networks
