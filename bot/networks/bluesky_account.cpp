#include "bot/networks/bluesky_account.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/json.h"

namespace bot::networks {

std::optional<Account::State> BlueskyAccount::look() {
    State state;
    state.handle = handle_;
    Query query;
    query.add("repo", std::string_view(session_->did()))
        .add("collection", std::string_view("app.bsky.actor.profile"))
        .add("rkey", std::string_view("self"));
    Call const call{"GET", query.after("/xrpc/com.atproto.repo.getRecord"), {}, "", "", {400, 404}};
    auto const answer = session_->call(call);
    if (answer.status / 100 != 2) {
        if (bluesky_error(answer) == "RecordNotFound") return state;  // There never was a profile.
        session_->fail(call, answer);
    }
    auto const body = json::body_of(answer, "bluesky: reading our profile");
    auto const& labels = json::list(json::deep(body, "value/labels"), "values");
    state.labelled = std::ranges::any_of(
        labels, [](nlohmann::json const& label) { return json::text(label, "val") == "bot"; });
    return state;
}

}  // namespace bot::networks
