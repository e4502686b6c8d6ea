#include "bot/networks/lemmy/account.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/client/token_store.h"

namespace bot::networks {

namespace {

constexpr int own_page_size = 50, pages_of_ours = 4;
constexpr std::size_t remembered = 1000;

}  // namespace

std::optional<Account::State> LemmyOwnAccount::look() {
    auto const us = server_->site().us;
    return us ? std::optional(State{us->name, us->bot}) : std::nullopt;
}

/// The address of what a comment answers. Its number is the instance's own.
std::optional<std::string> LemmyOwnAccount::parent_of(LemmyView const& comment) {
    if (!comment.parent_comment_id) return comment.post.in_reply_to;
    auto const id = *comment.parent_comment_id;
    if (auto const known = addresses_.find(id); known != addresses_.end()) return known->second;
    auto const path = Query().add("id", static_cast<long long>(id)).after("/api/v3/comment");
    auto const response = server_->get(path, {400, 404});
    if (response.status / 100 != 2) return std::nullopt;
    auto const body = json::body_of(response, "lemmy: looking at a comment");
    auto const parent = read_lemmy_view(json::item(body, "comment_view"), {});
    if (!parent || parent->comment_id != id) return std::nullopt;
    if (addresses_.size() >= remembered) addresses_.clear();
    return addresses_[id] = parent->post.native_id;
}

std::vector<OwnReply> LemmyOwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->site().us;
    if (!us) return replies;
    for (int page = 1; page <= pages_of_ours; ++page) {
        Query query;
        query.add("person_id", static_cast<long long>(us->id)).add("sort", std::string_view("New"));
        query.add("limit", own_page_size).add("page", page);
        auto const response = server_->get(query.after("/api/v3/user"), {404});
        if (response.status == 404) break;
        auto const body = json::body_of(response, "lemmy: reading our own comments");
        auto const& comments = json::list(body, "comments");
        bool older = false;
        for (auto const& one : comments) {
            auto const view = read_lemmy_view(one, {});
            if (!view || !view->comment_id || !view->post.written_at) continue;
            older = older || *view->post.written_at < since;
            if (*view->post.written_at < since || view->gone || view->creator_id != us->id) continue;
            if (auto const parent = parent_of(*view))
                replies.push_back(
                    {view->post.native_id, *parent, view->post.text, view->post.url, *view->post.written_at});
        }
        if (older || comments.size() < own_page_size) break;
    }
    return replies;
}

using Class = NetworkError::Class;

AccountLink::State LemmyAccountLink::state() const {
    State state;
    state.server = settings_.instance;
    state.in_settings = !settings_.username.empty() && !settings_.password.empty();
    auto const kept = kept_login(settings_.session_file, settings_.instance);
    state.connected = state.in_settings || !kept.jwt.empty();
    state.handle = state.in_settings ? settings_.username : kept.jwt.empty() ? "" : kept.username;
    return state;
}

AccountLink::Form LemmyAccountLink::form() const {
    Form form;
    auto const known = state().handle;
    form.handle = known.empty() ? settings_.username : known;
    form.password = true;
    return form;
}

std::optional<AccountLink::PendingAuthorization> LemmyAccountLink::begin(Entered const& entered) {
    auto login = settings_;
    login.username = entered.handle;
    login.password = entered.password;
    auto const given = lemmy_log_in(login, *lemmy_api(settings_, clock_));
    if (!keep_jwt(settings_.session_file, given))
        throw NetworkError(Class::ours, "lemmy: " + settings_.session_file.string() + " cannot be written");
    return std::nullopt;
}

void LemmyAccountLink::disconnect() {
    TokenFile(settings_.session_file, "lemmy").remove();
}

}  // namespace bot::networks
