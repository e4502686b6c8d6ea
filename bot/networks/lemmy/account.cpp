#include <map>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/client/token_store.h"
#include "bot/networks/lemmy/lemmy.h"

namespace bot::networks {
namespace {

constexpr std::size_t own_page_size = 50, remembered = 1000;
constexpr int pages_of_ours = 4;

class LemmyAccount : public Account {
public:
    explicit LemmyAccount(std::shared_ptr<LemmyServer> server) : server_(std::move(server)) {}
    std::optional<State> look() override {
        auto const us = server_->site().us;
        return us ? std::optional(State{us->name, us->bot}) : std::nullopt;
    }
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::optional<std::string> parent_of(LemmyView const& comment);

    std::shared_ptr<LemmyServer> const server_;
    std::map<std::int64_t, std::string> addresses_;  // of comments that we answered, by their numbers
};

/// The address of what a comment answers. Its number is the instance's own.
std::optional<std::string> LemmyAccount::parent_of(LemmyView const& comment) {
    if (!comment.parent_comment_id) return comment.post.in_reply_to;
    auto const id = *comment.parent_comment_id;
    if (auto const known = addresses_.find(id); known != addresses_.end()) return known->second;
    auto const path = Query().add("id", id).after("/api/v3/comment");
    auto const response = server_->call({.path = path, .also = {400, 404}});
    if (response.status / 100 != 2) return std::nullopt;
    auto const body = json::body_of(response, "lemmy: looking at a comment");
    auto const parent = read_lemmy_view(json::item(body, "comment_view"), {});
    if (!parent || parent->comment_id != id) return std::nullopt;
    if (addresses_.size() >= remembered) addresses_.clear();
    return addresses_[id] = parent->post.native_id;
}

std::vector<OwnReply> LemmyAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->site().us;
    if (!us) return replies;
    for (int page = 1; page <= pages_of_ours; ++page) {
        Query query;
        query.add("person_id", us->id).add("sort", "New").add("limit", own_page_size).add("page", page);
        auto const response = server_->call({.path = query.after("/api/v3/user"), .also = {404}});
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

class LemmyAccountLink : public AccountLink {
public:
    LemmyAccountLink(LemmySettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override {
        bool const in_settings = !settings_.username.empty() && !settings_.password.empty();
        auto const kept = kept_login(settings_);
        auto const handle = in_settings ? settings_.username : kept.jwt.empty() ? "" : kept.username;
        return {.connected = in_settings || !kept.jwt.empty(),
                .in_settings = in_settings,
                .handle = handle,
                .server = settings_.instance};
    }

    Form form() const override {
        auto const known = state().handle;
        return {.handle = known.empty() ? settings_.username : known, .password = true};
    }

    std::optional<PendingAuthorization> begin(Entered const& entered) override {
        auto login = settings_;
        login.username = entered.handle;
        login.password = entered.password;
        Api api(lemmy_api(settings_), clock_);
        if (!keep_login(settings_, lemmy_log_in(login, api)))
            throw NetworkError(NetworkError::Class::ours,
                               "lemmy: " + settings_.session_file.string() + " cannot be written");
        return std::nullopt;
    }

    void disconnect() override { TokenFile(settings_.session_file, "lemmy").remove(); }

private:
    LemmySettings const settings_;
    Clock const& clock_;
};

}  // namespace

std::unique_ptr<Account> lemmy_account(std::shared_ptr<LemmyServer> server) {
    return std::make_unique<LemmyAccount>(std::move(server));
}

std::unique_ptr<AccountLink> lemmy_account_link(LemmySettings settings, Clock const& clock) {
    return std::make_unique<LemmyAccountLink>(std::move(settings), clock);
}

}  // namespace bot::networks
