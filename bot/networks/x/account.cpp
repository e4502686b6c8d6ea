#include "bot/networks/x/account.h"

#include <date/date.h>

#include <nlohmann/json.hpp>

#include "bot/base/log.h"
#include "bot/networks/client/json.h"
#include "bot/networks/compose.h"
#include "bot/networks/x/post.h"
#include "bot/networks/x/sign_in.h"

namespace bot::networks {

namespace {

/// Booked before they are read, so a page is small.
constexpr int page_size = 20, pages_of_ours = 5;

}  // namespace

std::vector<OwnReply> XOwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->ourselves();
    if (!us) return replies;
    auto const from = date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(since));
    std::optional<std::string> next;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("max_results", page_size).add("start_time", std::string_view(from));
        query.add("exclude", std::string_view("retweets")).add_if("pagination_token", next);
        auto const answer = server_->posts("/2/users/" + us->id + "/tweets", query, {page_size, 0, 0}, false,
                                           XServer::As::account);
        for (auto const& one : json::list(answer, "data")) {
            auto const read = read_x_post(one, answer, &*us);
            if (!read || read->repost || !read->post.in_reply_to || !read->post.written_at) continue;
            auto const& post = read->post;
            replies.push_back({post.native_id, *post.in_reply_to, std::string(without_mentions(post.text)),
                               x_address(us->handle, read->id), *post.written_at});
        }
        next = json::text(json::item(answer, "meta"), "next_token");
        if (!next) break;
    }
    return replies;
}

AccountLink::State XAccountLink::state() const {
    State state;
    state.reads = !settings_.bearer_token.empty();
    auto const tokens = XTokenFile(settings_).read();
    if (!tokens) return state;
    state.connected = true;
    state.handle = tokens->handle;
    return state;
}

AccountLink::Form XAccountLink::form() const {
    Form form;
    if (settings_.client_id.empty()) form.lacks = "networks.x.client_id";
    return form;
}

std::optional<AccountLink::PendingAuthorization> XAccountLink::begin(Entered const& entered) {
    auto begun = begin_x_sign_in(settings_, entered.redirect);
    return PendingAuthorization{std::move(begun.url), std::move(begun.state), entered.redirect,
                                std::move(begun.verifier)};
}

void XAccountLink::finish(PendingAuthorization const& leaving, std::string_view code) {
    finish_x_sign_in(settings_, clock_, code, leaving.secret, leaving.redirect);
    try {
        server_->ourselves();
    } catch (NetworkError const& error) {
        // We are signed in all the same; the listener asks again.
        log::warn("the account that signed in is not known yet",
                  {{"network", log::vouched("x")}, {"why", error}});
    }
}

void XAccountLink::disconnect() {
    XTokenFile const file(settings_);
    auto const lock = file.lock();
    file.remove();
}

}  // namespace bot::networks
