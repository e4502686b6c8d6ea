#include <date/date.h>

#include <nlohmann/json.hpp>

#include "bot/base/log.h"
#include "bot/networks/client/json.h"
#include "bot/networks/x/post.h"
#include "bot/networks/x/server.h"

namespace bot::networks {

namespace {

using Class = NetworkError::Class;
using Why = NotConnected::Why;

constexpr std::string_view scopes = "tweet.read tweet.write users.read offline.access";
/// Booked before they are read, so a page is small.
constexpr int page_size = 20, pages_of_ours = 5;

class XOwnAccount : public Account {
public:
    explicit XOwnAccount(std::shared_ptr<XServer> server) : server_(std::move(server)) {}
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<XServer> const server_;
};

std::vector<OwnReply> XOwnAccount::recent_replies(Time since) {
    std::vector<OwnReply> replies;
    auto const us = server_->ourselves();
    if (!us) return replies;
    auto const from = date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(since));
    std::string next;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("max_results", page_size).add("start_time", from);
        query.add("exclude", "retweets").add_if("pagination_token", next);
        auto const answer = server_->posts("/2/users/" + us->id + "/tweets", query, {page_size, 0, 0}, false,
                                           XServer::As::account);
        for (auto const& one : json::list(answer, "data")) {
            auto const read = read_x_post(one, answer, &*us);
            if (!read || read->repost || !read->post.in_reply_to || !read->post.written_at) continue;
            auto const& post = read->post;
            replies.push_back({post.native_id, *post.in_reply_to, std::string(without_mentions(post.text)),
                               x_address(us->handle, read->id), *post.written_at});
        }
        next = json::text(json::deep(answer, "meta/next_token")).value_or("");
        if (next.empty()) break;
    }
    return replies;
}

class XAccountLink : public AccountLink {
public:
    XAccountLink(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock)
        : settings_(std::move(settings)), server_(std::move(server)), clock_(clock) {}

    State state() const override {
        auto const tokens = XTokenFile(settings_).read();
        return {.connected = tokens.has_value(),
                .reads = !settings_.bearer_token.empty(),
                .handle = tokens ? tokens->handle : ""};
    }
    Form form() const override {
        return {.lacks = settings_.client_id.empty() ? "networks.x.client_id" : ""};
    }
    std::optional<PendingAuthorization> begin(Entered const& entered) override;
    void finish(PendingAuthorization const& leaving, std::string_view code) override;
    void disconnect() override;

private:
    XSettings const settings_;
    std::shared_ptr<XServer> const server_;
    Clock const& clock_;
};

std::optional<AccountLink::PendingAuthorization> XAccountLink::begin(Entered const& entered) {
    if (settings_.client_id.empty())
        throw NotConnected(Why::no_client, Class::auth,
                           "x: networks.x.client_id must be set before an account can sign in");
    PendingAuthorization begun{"", storage::random_base32(20), entered.redirect, pkce_verifier()};
    Query query;
    query.add("response_type", "code").add("client_id", settings_.client_id);
    query.add("redirect_uri", begun.redirect).add("scope", scopes).add("state", begun.state);
    query.add("code_challenge", pkce_challenge(begun.secret)).add("code_challenge_method", "S256");
    begun.url = settings_.site + query.after("/i/oauth2/authorize");
    return begun;
}

void XAccountLink::finish(PendingAuthorization const& leaving, std::string_view code) {
    Query grant;
    grant.add("grant_type", "authorization_code").add("code", code);
    grant.add("redirect_uri", leaving.redirect).add("code_verifier", leaving.secret);
    auto const tokens = x_tokens_for(std::move(grant), settings_, clock_);
    if (!tokens)
        throw NotConnected(Why::code, Class::auth,
                           "x: the code is refused: it lives for half a minute and works once; "
                           "sign in again");
    if (!tokens->whole())
        throw NotConnected(Why::no_token, Class::auth,
                           "x: there is no refresh token: the application must be allowed "
                           "offline.access");
    {
        XTokenFile const file(settings_);
        auto const lock = file.lock();
        file.write(*tokens);
    }
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

}  // namespace

std::unique_ptr<Account> x_account(std::shared_ptr<XServer> server) {
    return std::make_unique<XOwnAccount>(std::move(server));
}

std::unique_ptr<AccountLink> x_account_link(XSettings settings, std::shared_ptr<XServer> server,
                                            Clock const& clock) {
    return std::make_unique<XAccountLink>(std::move(settings), std::move(server), clock);
}

}  // namespace bot::networks
