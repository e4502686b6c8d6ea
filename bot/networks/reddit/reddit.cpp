#include "bot/networks/reddit/reddit.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/base/guarded.h"
#include "bot/base/keys.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/reddit/post.h"
#include "bot/networks/search/timed_search.h"

namespace bot::networks {
namespace {

using namespace std::chrono;

constexpr auto overlap = hours(3);
constexpr int pages_of_ours = 3;
constexpr int pages_a_pass = 10;  // Reddit's listings end at about 1000 posts

std::string grant(RedditSettings const& settings) {
    Query form;
    if (settings.refresh_token.empty()) return form.add("grant_type", "client_credentials").text();
    return form.add("grant_type", "refresh_token").add("refresh_token", settings.refresh_token).text();
}

/// Reddit's API with a token that is fetched when there is none and again when it ran out or was refused
/// (401), once a call. The grant is the refresh token's, which stays the same when used, else the
/// application's alone (client_credentials). Any thread.
class RedditSession {
public:
    RedditSession(RedditSettings const& settings, Clock const& clock)
        : authorization_("Basic " + to_base64(settings.client_id + ":" + settings.client_secret)),
          form_(grant(settings)),
          clock_(clock),
          api_({settings, "reddit", settings.api}, clock),
          sign_in_({settings, "reddit", settings.sign_in}, clock) {}
    /// The JSON at that path. Throws NetworkError; auth if the sign-in gives no token, which Reddit says with
    /// status 200.
    nlohmann::json get(std::string const& path);
    /// How long the pace wants the next call to wait.
    milliseconds wait() const { return api_.wait(); }

private:
    std::string token();
    void forget(std::string const& token);

    std::string const authorization_, form_;
    Clock const& clock_;
    Api api_, sign_in_;
    Mutex mutex_;
    std::string token_ GUARDED_BY(mutex_);  // "" is none
    Time good_until_ GUARDED_BY(mutex_){};
};

std::string RedditSession::token() {
    Hold const hold(mutex_);
    auto const now = clock_.now();
    if (!token_.empty() && now < good_until_) return token_;
    auto const response = sign_in_.call({"POST",
                                         "/api/v1/access_token",
                                         {{"Authorization", authorization_}},
                                         form_,
                                         "application/x-www-form-urlencoded",
                                         {400}});
    auto const answer = json::body_of(response, "reddit: the sign-in");
    // A bad token comes with 200, so that the status says nothing.
    auto const token = json::text(answer, "access_token");
    if (!token || response.status != 200)
        throw NetworkError(NetworkError::Class::auth,
                           "reddit: no token was given for the configured credentials");
    auto const lasts =
        std::clamp<std::int64_t>(json::whole(answer, "expires_in").value_or(3600), 120, 86'400);
    token_ = *token;
    good_until_ = now + seconds(lasts - 60);
    return token_;
}

void RedditSession::forget(std::string const& token) {
    Hold const hold(mutex_);
    if (token_ == token) token_.clear();
}

nlohmann::json RedditSession::get(std::string const& path) {
    auto const ask = [&](std::string const& with, std::vector<int> also) {
        return api_.call(
            {.path = path, .headers = {{"Authorization", "bearer " + with}}, .also = std::move(also)});
    };
    auto const first = token();
    auto response = ask(first, {401});
    if (response.status == 401) {
        forget(first);
        response = ask(token(), {});
    }
    return json::body_of(response, "reddit");
}

/// What is read in a round.
struct Listing {
    std::string path;
    Query query;
    bool watched = false;  // only a watch query asks for it
};

/// By their addresses.
using Listings = std::vector<std::pair<std::string, Listing>>;

Listings listings(RedditSettings const& settings, WatchQuery const& query) {
    Listings all;
    auto const within =
        settings.subreddits.empty() ? "" : fmt::format("/r/{}", fmt::join(settings.subreddits, "+"));
    auto const add = [&](Listing listing) {
        auto name = listing.query.after(listing.path);
        bool const there = std::ranges::any_of(all, [&](auto const& one) { return one.first == name; });
        if (!there) all.emplace_back(std::move(name), std::move(listing));
    };
    auto const add_search = [&](std::string const& words, bool watched) {
        Query search;
        search.add("q", words).add("sort", "new").add("type", "link").add("t", "week");
        if (!within.empty()) search.add("restrict_sr", 1);
        add({within + "/search", search, watched});
    };
    for (auto const& words : query.text.empty() ? settings.queries : std::vector{query.text})
        add_search(words, false);
    if (!within.empty() && all.empty()) add({within + "/new", {}});
    if (!within.empty()) add({within + "/comments", {}});
    if (query.text.empty())
        for (auto const& words : query.searches) add_search(words, true);
    if (all.empty())
        throw NetworkError(NetworkError::Class::ours, "reddit: there is neither a subreddit nor a query");
    return all;
}

/// Puts what is new into the page; true if what is behind it may be new as well.
bool take(nlohmann::json const& children, TimedPage found) {
    for (auto const& child : children) {
        auto thing = reddit_thing(child);
        if (!thing) continue;
        auto& post = thing->post;
        if (!thing->gone)
            found.take(std::move(post));
        else if (found.search.recent.contains(post.native_id))
            found.page.gone.push_back(std::move(post.native_id));
    }
    return found.any_new && !found.reached_old;
}

nlohmann::json const& children_of(nlohmann::json const& answer) {
    return json::needed_list(answer, "data/children", "reddit: the answer is no listing");
}

class RedditListener : public Listener {
public:
    RedditListener(RedditSettings settings, std::shared_ptr<RedditSession> session, Clock const& clock)
        : settings_(std::move(settings)), session_(std::move(session)), clock_(clock) {}
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    RedditSettings const settings_;
    std::shared_ptr<RedditSession> const session_;
    Clock const& clock_;
};

SearchPage RedditListener::search(WatchQuery const& query, std::string_view cursor) {
    auto const now = clock_.now();
    SearchPage page;
    auto search = cursor_for<TimedSearch>(page, cursor);
    auto const all = listings(settings_, query);
    std::vector<std::string> names;
    for (auto const& [address, listing] : all) names.push_back(address);
    auto const& name = search.begin(names, now - settings_.back_fill);
    auto const& listing =
        std::ranges::find_if(all, [&](auto const& one) { return one.first == name; })->second;
    auto& mark = search.at(name);
    auto parameters = listing.query;
    parameters.add("limit", 100).add("raw_json", 1);
    if (!mark.next.empty()) parameters.add("after", mark.next);

    auto const answer = session_->get(parameters.after(listing.path));
    auto const* const filter = listing.watched ? &query.queries : nullptr;
    bool const further = take(children_of(answer), {search, mark, now, filter, page});
    json::tell_strays(page, children_of(answer));
    auto const after = json::text(json::item(answer, "data"), "after");
    if (further && after && after->size() < 100 && ++mark.pages < pages_a_pass)
        mark.next = *after;
    else
        search.finish(name, overlap);
    bool const more_lists = search.more();
    return finished_page(std::move(page), std::move(search), more_lists, session_->wait());
}

class RedditAnswerer : public ByHandAnswerer {
public:
    explicit RedditAnswerer(std::shared_ptr<RedditSession> session)
        : ByHandAnswerer("reddit", count_reddit), session_(std::move(session)) {}
    Parent look(std::string_view native_id) override;
    std::string native_id_of(std::string_view named) override;

private:
    std::shared_ptr<RedditSession> const session_;
};

/// "https://www.reddit.com/r/here/comments/abc/title/def/": the comment def on the submission abc.
std::string RedditAnswerer::native_id_of(std::string_view named) {
    auto const url = parse_url(named);
    bool const reddit = url && (url->host == "reddit.com" || url->host.ends_with(".reddit.com"));
    std::vector<std::string> parts;
    if (reddit) {
        std::istringstream path(url->path);
        for (std::string part; std::getline(path, part, '/');)
            if (!part.empty()) parts.push_back(part);
    }
    auto const mark = std::ranges::find(parts, "comments");
    auto const behind = parts.end() - mark;
    if (behind < 2) return std::string(named);
    return behind > 3 ? "t1_" + mark[3] : "t3_" + mark[1];
}

/// `gone` too when a moderator removed it; `locked` when it is locked or archived.
Parent RedditAnswerer::look(std::string_view native_id) {
    auto const answer = session_->get(Query().add("id", native_id).add("raw_json", 1).after("/api/info"));
    Parent parent;
    parent.native_id = native_id;
    parent.state = Parent::State::gone;
    for (auto const& child : children_of(answer)) {
        auto const thing = reddit_thing(child);
        if (!thing || thing->gone || thing->post.native_id != native_id) continue;
        parent.state = thing->locked ? Parent::State::locked : Parent::State::there;
        parent.text = thing->post.text;
    }
    return parent;
}

/// The account of the refresh token.
class RedditAccount : public Account {
public:
    explicit RedditAccount(std::shared_ptr<RedditSession> session) : session_(std::move(session)) {}
    std::vector<OwnReply> recent_replies(Time since) override;

private:
    std::shared_ptr<RedditSession> const session_;
    std::string name_;  // "" until it was asked for
};

std::vector<OwnReply> RedditAccount::recent_replies(Time since) {
    if (name_.empty()) name_ = json::text(session_->get("/api/v1/me"), "name").value_or("");
    if (name_.empty())
        throw NetworkError(NetworkError::Class::theirs, "reddit: the answer does not say who we are");
    std::vector<OwnReply> replies;
    std::string after;
    for (int page = 0; page < pages_of_ours; ++page) {
        Query query;
        query.add("sort", "new").add("limit", 100).add("raw_json", 1).add_if("after", after);
        auto const answer = session_->get(query.after("/user/" + percent_encoded(name_) + "/comments"));
        bool older = false;
        for (auto const& child : children_of(answer)) {
            auto const thing = reddit_thing(child);
            if (!thing || thing->gone || !thing->post.written_at) continue;
            auto const& post = thing->post;
            older = older || *post.written_at < since;
            if (*post.written_at >= since && post.in_reply_to && post.author_handle == name_)
                replies.push_back({post.native_id, *post.in_reply_to, post.text, post.url, *post.written_at});
        }
        after = json::text(json::item(answer, "data"), "after").value_or("");
        if (older || after.empty()) break;
    }
    return replies;
}

Network connect(config::Networks const& all, Surroundings const& in) {
    RedditSettings settings{all.reddit, in.caller(all)};
    settings.user_agent = settings.own_user_agent;
    if (in.look_back) settings.back_fill = *in.look_back;
    return reddit(std::move(settings), in.clock);
}

}  // namespace

Network reddit(RedditSettings settings, Clock const& clock) {
    auto const session = std::make_shared<RedditSession>(settings, clock);
    bool const has_account = !settings.refresh_token.empty();
    return {.name = "reddit",
            .policy = policy_of("reddit"),
            .listener = std::make_unique<RedditListener>(settings, session, clock),
            .answerer = std::make_unique<RedditAnswerer>(session),
            .account = has_account ? std::make_unique<RedditAccount>(session) : nullptr,
            .interval = settings.poll_interval};
}

constinit Descriptor const reddit_network{
    .name = "reddit",
    .composer = {count_reddit},
    .dialect = watch::Dialect{.not_mark = "NOT ", .tag_mark = "", .from_mark = "author:", .longest = 512},
    .enabled = [](config::Networks const& all) { return all.reddit.enabled; },
    .connect = connect};

}  // namespace bot::networks
