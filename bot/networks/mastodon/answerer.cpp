#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/mastodon/status.h"

namespace bot::networks {

namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

/// A reply is at most as public as its parent, and never louder than "unlisted".
std::string visibility_below(std::string const& parent) {
    if (parent == "public" || parent == "unlisted") return "unlisted";
    return parent == "private" ? "private" : "direct";
}

/// Whether an address is one of the instance's own, by whatever scheme and name it is reached.
bool is_of(MastodonServer& server, std::string_view address) {
    auto const url = parse_url(address), base = parse_url(server.settings().instance);
    if (!url || !base) return false;
    return url->authority() == base->authority() || url->authority() == server.instance().domain;
}

/// Whether a 403 means what our account or token may do at all; else it is about the one post.
bool about_our_account(transport::HttpResponse const& response) {
    auto const refusal = lower_ascii(json::text(json::parsed(response.body), "error").value_or(""));
    if (refusal.empty()) return true;
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"scope", "token", "authenticat", "login", "log in",
                                                "your account", "suspend", "disabled", "pending", "confirm",
                                                "moved"},
        [&](std::string_view word) { return refusal.find(word) != refusal.npos; });
}

/// Throws ReplyRefused if what came speaks of the post alone.
void demand_a_post(MastodonServer& server, Call const& call, transport::HttpResponse const& response) {
    using State = Parent::State;
    auto const what = server.api()->name_of(call) + " was answered with " + std::to_string(response.status);
    if (response.status == 404 || response.status == 410) throw ReplyRefused(State::gone, what);
    if (response.status == 403 && !about_our_account(response)) throw ReplyRefused(State::locked, what);
}

/// The status by the instance's own id; empty if it is not there, or another one. Throws ReplyRefused if it
/// is not for us.
std::optional<MastodonStatus> by_id(MastodonServer& server, std::string const& id, std::string_view uri) {
    Call const call{.path = "/api/v1/statuses/" + percent_encoded(id), .also = {403, 404, 410}};
    auto const response = server.call(call);
    if (response.status == 403) {
        demand_a_post(server, call, response);
        server.fail(call, response);
    }
    if (response.status / 100 != 2) return std::nullopt;
    std::string const what = "mastodon: looking at a post";
    auto const answer = json::body_of(response, what);
    if (json::text(answer, "error") == "Record not found") return std::nullopt;  // Whatever its status.
    auto status = read_mastodon_status(answer, server.instance().domain);
    if (!status) throw NetworkError(Class::theirs, what + ": the answer is none");
    if (status->post.native_id != uri) return std::nullopt;
    return status;
}

/// Where the instance's own posts have their id.
std::string last_part(std::string_view uri) {
    return std::string(uri.substr(uri.rfind('/') + 1));
}

/// What the instance finds by an address, fetching it if need be.
Call search_for(std::string_view address) {
    Query query;
    query.add("q", address).add("resolve", "true").add("type", "statuses").add("limit", 1);
    return {.path = query.after("/api/v2/search"), .also = {400, 403, 404, 422}};
}

std::optional<MastodonStatus> resolved(MastodonServer& server, std::string_view uri) {
    auto const call = search_for(uri);
    auto const response = server.call(call);
    bool const own = is_of(server, uri);
    if (response.status != 200 && !own) server.fail(call, response);
    auto const answer = response.status == 200 ? json::body_of(response, "mastodon: finding a post") : Json();
    auto const& list = json::item(answer, "statuses");
    // A search that finds no posts may leave their list out.
    if (response.status == 200 && !list.is_array() && !json::item(answer, "accounts").is_array())
        throw NetworkError(Class::theirs, "mastodon: finding a post: the answer is not a list of posts");
    for (auto const& found : json::list(answer, "statuses")) {
        auto status = read_mastodon_status(found, server.instance().domain);
        // What a search finds may be a copy from before; and some servers find by words.
        if (status && status->post.native_id == uri) return by_id(server, status->id, uri);
    }
    auto own_post = own ? by_id(server, last_part(uri), uri) : std::nullopt;
    // There the search is for words alone, so that finding nothing says nothing.
    if (!own_post && server.instance().software == "snac")
        throw NetworkError(Class::theirs, "mastodon: this server cannot find a post by its address");
    return own_post;
}

std::optional<MastodonStatus> current(MastodonServer& server, std::string_view uri) {
    if (auto const id = server.id_of(std::string(uri))) return by_id(server, *id, uri);
    return resolved(server, uri);
}

/// What stands between that account and ours, where the token may ask and the server knows; else null.
Json relationship(MastodonServer& server, std::string const& account) {
    auto const path = Query().add("id[]", account).after("/api/v1/accounts/relationships");
    auto const answer = json::parsed_if_ok(server.call({.path = path, .also = {400, 403, 404, 422}}));
    return answer.is_array() && !answer.empty() ? answer.front() : Json();
}

/// Whether we are one of those whom the author lets answer.
bool takes_our_reply(MastodonServer& server, MastodonStatus const& status, Json const& between) {
    if (!status.repliers) return true;
    // Where nobody tells who follows whom the server does, when it is answered.
    bool const known = between.is_object();
    bool const follows_us = !known || json::truth(between, "followed_by");
    bool const followed = !known || json::truth(between, "following");
    return std::ranges::any_of(*status.repliers, [&](std::string const& group) {
        if (group == "followers") return followed;
        if (group == "following") return follows_us;
        if (group == "mutuals") return followed && follows_us;
        if (group == "public") return true;
        auto const us = server.ourselves();
        if (group == "mentioned")
            return us && std::ranges::find(status.mentions, lower_ascii(us->acct)) != status.mentions.end();
        return us && !us->address.empty() && group == us->address;
    });
}

Parent::State state_of(MastodonServer& server, MastodonStatus const& status) {
    using State = Parent::State;
    auto const between = relationship(server, status.account_id);
    if (status.no_bot || json::truth(between, "blocked_by")) return State::blocked_us;
    return takes_our_reply(server, status, between) ? State::there : State::locked;
}

/// The posts in that list of what is there, or in all of it if it has no name; none if nothing is there.
/// Throws NetworkError (theirs) if it is no such list.
std::vector<MastodonStatus> posts_at(MastodonServer& server, std::string const& path, std::string_view list) {
    Call const call{.path = path, .also = {403, 404, 410}};
    auto const response = server.call(call);
    if (response.status / 100 != 2) return {};
    auto const what = server.api()->name_of(call);
    auto const answer = json::body_of(response, what);
    auto const domain = server.instance().domain;
    std::vector<MastodonStatus> posts;
    for (auto const& one : json::needed_list(answer, list, what + ": the answer is not a list of posts"))
        if (auto status = read_mastodon_status(one, domain)) posts.push_back(std::move(*status));
    return posts;
}

SentReply sent_reply(MastodonStatus const& status) {
    return {status.post.native_id, status.post.url, std::nullopt};
}

/// What is looked for: a reply of ours that was sent once and whose answer was lost.
struct Lost {
    std::optional<MastodonAccount> us;
    std::string parent_id;  // the instance's own id
    std::string words;
    std::optional<Time> tried_at;

    bool is(MastodonStatus const& status) const {
        bool const before = before_first_try(status.post.written_at, tried_at);
        bool const ours = !us || status.account_id == us->id;
        // Where a reply was made a post of its own, or its parent was deleted since, it has none to compare.
        bool const answers =
            status.in_reply_to_id ? status.in_reply_to_id == parent_id : mentions_the_same(status);
        return ours && answers && !before && same_words(status.post.text, words);
    }

private:
    /// Whom the words mention in front, as far as the status says whom it mentions.
    bool mentions_the_same(MastodonStatus const& status) const {
        if (status.mentions.empty() || !words.starts_with('@')) return true;
        auto const name = lower_ascii(words.substr(1, words.find_first_of(" \n") - 1));
        return std::ranges::find(status.mentions, name) != status.mentions.end();
    }
};

/// Null if it is not among them.
MastodonStatus const* found_in(std::vector<MastodonStatus> const& posts, Lost const& lost) {
    auto const found = std::ranges::find_if(posts, [&](auto const& status) { return lost.is(status); });
    return found == posts.end() ? nullptr : &*found;
}

/// Deletes a post that should have been a reply and became one of its own, and throws NetworkError: `ours` if
/// it is away, `theirs` with maybe_sent if it could not be deleted.
[[noreturn]] void take_back_astray(MastodonServer& server, std::string const& id) {
    std::string const what =
        "mastodon: the post to answer is not there, and the server made a post of its own of the reply";
    try {
        server.call({"DELETE", "/api/v1/statuses/" + percent_encoded(id), {}, "", "", {404, 410}});
    } catch (NetworkError const&) {
        throw NetworkError(Class::theirs, what + ", which could not be deleted: please delete it by hand",
                           true);
    }
    throw NetworkError(Class::ours, what + ", which was deleted again");
}

/// What answers that status (the instance's own id), at any depth; none if the status is not there. Throws
/// NetworkError (theirs) if what comes is no list of posts.
std::vector<MastodonStatus> posts_below(MastodonServer& server, std::string const& id) {
    return posts_at(server, "/api/v1/statuses/" + percent_encoded(id) + "/context", "descendants");
}

/// A reply of ours among its parent's answers, or among our latest posts, as servers may be slow to list it
/// below its parent.
std::optional<SentReply> find_own(MastodonServer& server, Lost lost) {
    lost.us = server.ourselves();
    auto const& us = lost.us;
    auto const below = posts_below(server, lost.parent_id);
    if (auto const* found = found_in(below, lost)) return sent_reply(*found);
    if (!us) return std::nullopt;
    auto const latest = Query().add("limit", 40).add("exclude_reblogs", "true");
    auto const own =
        posts_at(server, latest.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses"), "");
    auto const* found = found_in(own, lost);
    if (!found) return std::nullopt;
    // Elsewhere a reply loses its parent only when the parent is deleted later.
    if (!found->in_reply_to_id && server.instance().software == "snac") take_back_astray(server, found->id);
    return sent_reply(*found);
}

class MastodonAnswerer : public Answerer {
public:
    explicit MastodonAnswerer(std::shared_ptr<MastodonServer> server) : server_(std::move(server)) {}
    Parent look(std::string_view native_id) override;
    std::string native_id_of(std::string_view named) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override {
        return mastodon_reply(reply.text, parent, reply.idempotency_key, {});
    }
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return server_->instance().honours_keys(); }

private:
    std::shared_ptr<MastodonServer> const server_;
};

Parent MastodonAnswerer::look(std::string_view native_id) {
    Parent parent;
    parent.native_id = native_id;
    auto const instance = server_->instance();
    std::optional<MastodonStatus> status;
    parent.state = Parent::State::gone;
    try {
        status = current(*server_, native_id);
    } catch (ReplyRefused const& refused) {
        parent.state = refused.state;
    }
    if (!status) return parent;
    server_->remember(status->id, status->post.native_id);
    parent.state = state_of(*server_, *status);
    parent.text = status->post.text;
    if (parent.state == Parent::State::there && status->answers > 0)
        for (auto& answer : posts_below(*server_, status->id)) parent.below.push_back(std::move(answer.post));
    Json context{{"id", status->id},
                 {"acct", status->acct},
                 {"visibility", status->visibility},
                 {"characters", instance.limits.characters},
                 {"per_url", instance.limits.per_url}};
    if (status->post.language) context["language"] = *status->post.language;
    parent.context = json::written(context);
    return parent;
}

/// A page shows a post by another address than the post's own: "https://host/@name/1".
std::string MastodonAnswerer::native_id_of(std::string_view named) {
    std::string const whole(named);
    if (!begins_as_web(whole)) return whole;
    auto const domain = server_->instance().domain;
    auto const answer = json::parsed_if_ok(server_->call(search_for(whole)));
    for (auto const& found : json::list(answer, "statuses"))
        if (auto const status = read_mastodon_status(found, domain);
            status && (status->post.native_id == whole || status->post.url == whole)) {
            server_->remember(status->id, status->post.native_id);
            return status->post.native_id;
        }
    // Of the instance's own pages the last part is the id; also of one that stands for another's post.
    if (!is_of(*server_, whole)) return whole;
    Call const call{.path = "/api/v1/statuses/" + percent_encoded(last_part(whole)), .also = {403, 404, 410}};
    auto const status = read_mastodon_status(json::parsed_if_ok(server_->call(call)), domain);
    if (!status) return whole;
    server_->remember(status->id, status->post.native_id);
    return status->post.native_id;
}

SentReply MastodonAnswerer::send(Composed const& reply) {
    auto const request = read_request(reply.request).value_or(Request());
    auto const body = json::parsed(request.body);
    auto const parent_id = json::text(body, "in_reply_to_id");
    if (!parent_id)
        throw NetworkError(Class::ours, "mastodon: the stored call is not a reply and is not made");
    Call call{request.method, request.path,       {},
              request.body,   "application/json", {400, 403, 404, 410, 413, 422}};
    for (auto const& header : request.headers)
        if (header.first == "Idempotency-Key") call.headers.push_back(header);
    auto const status = json::text(body, "status").value_or("");
    auto const response = server_->call(call);
    if (response.status >= 400) {
        auto const refusal = json::text(json::parsed(response.body), "error").value_or("");
        if (auto const limit = limit_in(refusal, status.size())) server_->learn_limit(*limit);
        demand_a_post(*server_, call, response);
        server_->fail(call, response);
    }
    auto const answer = json::parsed(response.body);
    auto const sent = read_mastodon_status(answer, server_->instance().domain);
    if (!sent)
        throw NetworkError(Class::theirs, server_->api()->name_of(call) + ": the answer is not a post", true);
    if (answer.contains("in_reply_to_id") && sent->in_reply_to_id != parent_id)
        take_back_astray(*server_, sent->id);
    server_->remember(sent->id, sent->post.native_id);
    // Other words only if the server changed them.
    auto const seen = same_words(sent->post.text, status) ? std::nullopt : std::optional(sent->post.text);
    return {sent->post.native_id, sent->post.url, seen};
}

std::optional<SentReply> MastodonAnswerer::find(Composed const& reply) {
    auto const body = json::parsed(read_request(reply.request).value_or(Request()).body);
    auto const parent_id = json::text(body, "in_reply_to_id");
    auto const words = json::text(body, "status");
    if (!parent_id || !words) return std::nullopt;
    return find_own(*server_, {{}, *parent_id, *words, reply.tried_at});
}

}  // namespace

std::unique_ptr<Answerer> mastodon_answerer(std::shared_ptr<MastodonServer> server) {
    return std::make_unique<MastodonAnswerer>(std::move(server));
}

Composed mastodon_reply(std::string const& words, Parent const& parent, std::string const& key, Time) {
    auto const context = json::parsed(parent.context);
    auto const size = [&](std::string_view name, std::size_t usual) {
        auto const told = json::whole(context, name);
        return told && *told > 0 ? static_cast<std::size_t>(*told) : usual;
    };
    MastodonLimits limits;
    limits = {size("characters", limits.characters), size("per_url", limits.per_url)};
    MastodonReply reply;
    reply.text = mastodon_status(words, json::text(context, "acct").value_or(""));
    reply.parent_id = json::text(context, "id").value_or("");
    reply.idempotency_key = key;
    reply.visibility = visibility_below(json::text(context, "visibility").value_or("public"));
    reply.language = json::text(context, "language");
    return composed(count_mastodon(reply.text, limits), mastodon_request(reply), key);
}

}  // namespace bot::networks
