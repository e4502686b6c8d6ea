#include <nlohmann/json.hpp>

#include "bot/networks/compose.h"

namespace bot::networks {

Request lemmy_request(LemmyReply const& reply) {
    using Json = nlohmann::ordered_json;
    Json body{{"content", reply.text}, {"post_id", nullptr}};
    if (reply.post_id) body["post_id"] = *reply.post_id;
    if (reply.parent_id) body["parent_id"] = *reply.parent_id;
    if (reply.language_id) body["language_id"] = *reply.language_id;
    return {"POST",
            "/api/v3/comment",
            {{"Content-Type", "application/json"}},
            body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace bot::networks
