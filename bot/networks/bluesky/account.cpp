#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/bluesky/post.h"
#include "bot/networks/bluesky/session.h"
#include "bot/networks/client/json.h"

namespace bot::networks {

namespace {

constexpr int pages_of_ours = 5;

/// Empty if it is no answer to a post.
std::optional<OwnReply> own_reply(nlohmann::json const& record) {
    auto const& value = json::item(record, "value");
    auto const uri = read_at_uri(json::text(record, "uri").value_or(""));
    auto const parent = read_at_uri(json::text(json::deep(value, "reply/parent"), "uri").value_or(""));
    auto const written_at = json::moment(value, "createdAt");
    if (!uri || !uri->is_post() || !parent || !written_at) return std::nullopt;
    return OwnReply{uri->text(), parent->text(), bluesky_text(value).value_or(""), bluesky_page(*uri),
                    *written_at};
}

class BlueskyAccount : public Account {
public:
    explicit BlueskyAccount(std::shared_ptr<BlueskySession> session) : session_(std::move(session)) {}
    std::optional<State> look() override;
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<BlueskySession> const session_;
};

std::optional<Account::State> BlueskyAccount::look() {
    State state;
    state.handle = session_->handle();
    Query query;
    query.add("repo", session_->did()).add("collection", "app.bsky.actor.profile").add("rkey", "self");
    Call const call{.path = query.after("/xrpc/com.atproto.repo.getRecord"), .also = {400, 404}};
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

std::vector<OwnReply> BlueskyAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    std::string cursor;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("repo", session_->did()).add("collection", "app.bsky.feed.post");
        query.add("limit", 100).add_if("cursor", cursor);
        auto const answer = session_->get(query.after("/xrpc/com.atproto.repo.listRecords"));
        auto const body = json::body_of(answer, "bluesky: reading our own posts");
        auto const& records = json::list(body, "records");
        bool older = records.empty();
        for (auto const& record : records) {
            auto const written_at = json::moment(json::item(record, "value"), "createdAt");
            older = older || (written_at && *written_at < since);
            if (auto reply = own_reply(record); reply && reply->written_at >= since)
                replies.push_back(std::move(*reply));
        }
        cursor = json::text(body, "cursor").value_or("");
        if (older || cursor.empty()) break;
    }
    return replies;
}

class BlueskyAccountLink : public AccountLink {
public:
    BlueskyAccountLink(BlueskySettings settings, Clock const& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    State state() const override {
        auto const login = bluesky_login(settings_);
        return {.connected = login.whole(),
                .in_settings = login.in_settings,
                .handle = login.handle,
                .server = settings_.host};
    }
    Form form() const override {
        auto const login = bluesky_login(settings_);
        return {.handle = login.handle.empty() ? settings_.handle : login.handle, .password = true};
    }
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    void disconnect() override;

private:
    BlueskySettings const settings_;
    Clock const& clock_;
};

std::optional<AccountLink::PendingAuthorization> BlueskyAccountLink::begin(Entered const& entered) {
    // Looked at first, so that an account's own password goes nowhere.
    if (!is_app_password(entered.password))
        throw NotConnected(NotConnected::Why::no_app_password, NetworkError::Class::ours,
                           "bluesky: what was typed does not look like an app password");
    auto const at = entered.handle.starts_with('@') ? 1U : 0U;
    BlueskyLogin const login{entered.handle.substr(at), entered.password, false};
    auto const tokens = bluesky_sign_in(settings_, login, clock_);
    auto const file = bluesky_token_file(settings_, login.handle);
    auto const lock = file.lock();
    // Tokens of a login that is not kept yet would be nobody's; a login without tokens signs in by itself.
    bluesky_account_file(settings_).write(
        {{"host", settings_.host}, {"handle", login.handle}, {"app_password", login.app_password}});
    file.write(tokens);
    return std::nullopt;
}

void BlueskyAccountLink::disconnect() {
    auto const file = bluesky_token_file(settings_, "");
    auto const lock = file.lock();
    bluesky_account_file(settings_).remove();
    file.remove();
}

}  // namespace

std::unique_ptr<Account> bluesky_account(std::shared_ptr<BlueskySession> session) {
    return std::make_unique<BlueskyAccount>(std::move(session));
}

std::unique_ptr<AccountLink> bluesky_account_link(BlueskySettings settings, Clock const& clock) {
    return std::make_unique<BlueskyAccountLink>(std::move(settings), clock);
}

}  // namespace bot::networks
