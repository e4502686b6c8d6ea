#include "bot/networks/mastodon/account.h"

#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/compose.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {
namespace {

constexpr int own_page_size = 40, pages_of_ours = 5;

}  // namespace

std::optional<Account::State> MastodonOwnAccount::look() {
    auto const us = server_->ourselves();
    return us ? std::optional(State{us->acct, us->bot}) : std::nullopt;
}

/// Of a status that the instance knows by that id.
std::optional<std::string> MastodonOwnAccount::uri_of(std::string const& id) {
    if (auto known = server_->uri_of(id)) return known;
    auto const response = server_->get("/api/v1/statuses/" + percent_encoded(id), {403, 404, 410});
    if (response.status != 200) return std::nullopt;
    auto const status = read_mastodon_status(json::body_of(response, "mastodon: looking at a post"),
                                             server_->instance().domain);
    if (!status || status->id != id) return std::nullopt;
    server_->remember(status->id, status->post.native_id);
    return status->post.native_id;
}

std::vector<OwnReply> MastodonOwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->ourselves();
    if (!us) return replies;
    auto const domain = server_->instance().domain;
    std::string oldest;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("limit", own_page_size).add("exclude_reblogs", std::string_view("true"));
        if (!oldest.empty()) query.add("max_id", std::string_view(oldest));
        auto const path = query.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses");
        auto const list = json::body_of(server_->get(path), "mastodon: reading our own posts");
        if (!list.is_array() || list.empty()) break;
        bool older = false;
        for (auto const& one : list) {
            auto const status = read_mastodon_status(one, domain);
            if (!status) continue;
            oldest = oldest.empty() || later_id(oldest, status->id) ? status->id : oldest;
            auto const& post = status->post;
            older = older || !post.written_at || *post.written_at < since;
            bool const wanted = post.written_at && *post.written_at >= since && status->in_reply_to_id;
            if (!wanted || status->account_id != us->id) continue;
            if (auto const parent = uri_of(*status->in_reply_to_id))
                replies.push_back({post.native_id, *parent, std::string(without_mentions(post.text)),
                                   post.url, *post.written_at});
        }
        if (older || list.size() < own_page_size) break;
    }
    return replies;
}

}  // namespace bot::networks
