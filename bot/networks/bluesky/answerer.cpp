#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/kill_point.h"
#include "bot/base/url.h"
#include "bot/networks/bluesky/listener.h"
#include "bot/networks/bluesky/post.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using transport::HttpResponse;

/// What look() hands to compose().
std::string context_of(BlueskyPost const& post, std::string const& own) {
    Json context{{"repo", own},
                 {"cid", post.cid},
                 {"root_uri", post.root_uri.value_or(post.found.native_id)},
                 {"root_cid", post.root_cid.value_or(post.cid)},
                 {"did", post.found.author_id.value_or("")}};
    if (post.found.author_handle) context["handle"] = *post.found.author_handle;
    if (post.found.language) context["language"] = *post.found.language;
    return json::written(context);
}

/// Whether an answer says that a post or a record is not there. Older servers have no name of their own for
/// it.
bool says_absent(HttpResponse const& answer) {
    auto const error = bluesky_error(answer);
    auto const said = json::text(json::parsed(answer.body), "message").value_or("");
    return answer.status / 100 != 2 &&
           (error == "NotFound" || error == "RecordNotFound" || said.starts_with("Could not locate record"));
}

/// The record that a stored request writes.
struct Record {
    Request request;
    AtUri uri;
    std::string words;
};

Record record_of(Composed const& reply) {
    auto request = read_request(reply.request);
    auto const body = json::parsed(request ? request->body : "");
    auto const part = [&](char const* name) { return json::text(body, name).value_or(""); };
    auto const uri = read_at_uri("at://" + part("repo") + "/" + part("collection") + "/" + part("rkey"));
    if (!uri) throw NetworkError(Class::ours, "bluesky: the stored request is damaged");
    return {std::move(*request), *uri, json::text(json::item(body, "record"), "text").value_or("")};
}

SentReply sent_as(AtUri const& uri, std::string words) {
    return {uri.text(), bluesky_page(uri), std::move(words)};
}

/// A node of getPostThread that stands for why the post is not shown.
Parent::State state_of(Json const& node) {
    auto const type = json::text(node, "$type").value_or("");
    if (type.ends_with("#blockedPost")) return Parent::State::blocked_us;
    if (type.ends_with("#notFoundPost")) return Parent::State::gone;
    throw NetworkError(Class::theirs, "bluesky: it is not said why a post is not shown");
}

void show(BlueskyPost const& post, std::string const& own, Parent& parent) {
    parent.text = post.found.text;
    parent.context = context_of(post, own);
    parent.state = post.blocked          ? Parent::State::blocked_us
                   : post.replies_closed ? Parent::State::locked
                                         : Parent::State::there;
}

constexpr int depth = 2;

/// The posts of a thread's node below its own, so many steps deep.
void take_below(Json const& node, std::string const& own, std::vector<FoundPost>& below, int steps = depth) {
    if (steps == 0) return;
    for (auto const& reply : json::list(node, "replies")) {
        std::string why;
        if (auto post = read_bluesky_post(json::item(reply, "post"), own, why))
            below.push_back(std::move(post->found));
        take_below(reply, own, below, steps - 1);
    }
}

class BlueskyAnswerer : public Answerer {
public:
    BlueskyAnswerer(std::shared_ptr<BlueskySession> session, Clock const& clock)
        : session_(std::move(session)), clock_(clock) {}
    Parent look(std::string_view native_id) override;
    std::string native_id_of(std::string_view named) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override {
        return bluesky_reply(reply.text, parent, reply.idempotency_key, clock_.now());
    }
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;
    bool honours_idempotency() const override { return true; }

private:
    std::optional<Json> thread_of(std::string const& uri, int steps, std::string const& what);
    void look_in_thread(Parent& parent);

    std::shared_ptr<BlueskySession> const session_;
    Clock const& clock_;
};

/// The node of a post in its thread, with so many steps below it; empty if it is not there.
std::optional<Json> BlueskyAnswerer::thread_of(std::string const& uri, int steps, std::string const& what) {
    Query query;
    query.add("uri", uri).add("depth", steps).add("parentHeight", 0);
    Call const call{.path = query.after("/xrpc/app.bsky.feed.getPostThread"), .also = {400, 404}};
    auto const answer = session_->call(call);
    if (says_absent(answer)) return std::nullopt;
    if (answer.status / 100 != 2) session_->fail(call, answer);
    auto const body = json::body_of(answer, what);
    return json::item(body, "thread");
}

/// getPosts leaves out what was deleted and what is hidden by a block alike; the thread tells them apart. It
/// may also show the post, if that was indexed just now.
void BlueskyAnswerer::look_in_thread(Parent& parent) {
    auto const node = thread_of(parent.native_id, 0, "bluesky: looking at a post");
    if (!node) return;
    auto const own = session_->did();
    std::string why;
    auto const post = read_bluesky_post(json::item(*node, "post"), own, why);
    if (post && post->found.native_id == parent.native_id)
        show(*post, own, parent);
    else
        parent.state = state_of(*node);
}

Parent BlueskyAnswerer::look(std::string_view native_id) {
    Parent parent;
    parent.state = Parent::State::gone;
    parent.native_id = native_id;
    auto const uri = read_at_uri(native_id);
    if (!uri || !uri->is_post()) return parent;
    auto const posts = bluesky_posts(*session_, {parent.native_id});
    auto const found = posts.find(parent.native_id);
    if (found == posts.end()) {
        look_in_thread(parent);
        return parent;
    }
    show(found->second, session_->did(), parent);
    if (parent.state == Parent::State::there && found->second.answers > 0)
        if (auto const node = thread_of(parent.native_id, depth, "bluesky: looking below a post"))
            take_below(*node, session_->did(), parent.below);
    return parent;
}

/// "https://bsky.app/profile/<handle or DID>/post/<key>".
std::string BlueskyAnswerer::native_id_of(std::string_view named) {
    auto const url = parse_url(named);
    constexpr std::string_view profile = "/profile/", post = "/post/";
    auto const at = url ? url->path.find(post) : std::string::npos;
    if (at == std::string::npos || !url->path.starts_with(profile)) return std::string(named);
    auto who = url->path.substr(profile.size(), at - profile.size());
    auto const key = url->path.substr(at + post.size());
    if (!who.starts_with("did:")) {
        Call const call{.path = Query().add("handle", who).after("/xrpc/com.atproto.identity.resolveHandle"),
                        .also = {400}};
        who = json::text(json::parsed_if_ok(session_->call(call)), "did").value_or("");
    }
    auto const uri = read_at_uri("at://" + who + "/app.bsky.feed.post/" + key);
    return uri ? uri->text() : std::string(named);
}

SentReply BlueskyAnswerer::send(Composed const& reply) {
    auto const record = record_of(reply);
    Call call{record.request.method, record.request.path, {}, record.request.body, "application/json", {400}};
    kill_point("bluesky.before_send");
    auto const answer = session_->call(call);
    kill_point("bluesky.after_send");
    if (answer.status == 400) {
        auto const error = bluesky_error(answer);
        throw NetworkError(Class::ours,
                           "bluesky: the reply was refused" + (error.empty() ? "" : ": " + error));
    }
    // Anything may stand between us and the server, and answer 200 in its place.
    if (json::text(json::parsed(answer.body), "uri") != record.uri.text())
        throw NetworkError(Class::theirs, "bluesky: the answer to a reply was not understood", true);
    return sent_as(record.uri, record.words);
}

std::optional<SentReply> BlueskyAnswerer::find(Composed const& reply) {
    auto const record = record_of(reply);
    Query query;
    query.add("repo", record.uri.did).add("collection", record.uri.collection).add("rkey", record.uri.rkey);
    Call const call{.path = query.after("/xrpc/com.atproto.repo.getRecord"), .also = {400, 404}};
    auto const answer = session_->call(call);
    if (answer.status / 100 == 2) {
        auto const body = json::body_of(answer, "bluesky: looking for a reply");
        auto const words = json::text(json::item(body, "value"), "text");
        if (!words) throw NetworkError(Class::theirs, "bluesky: the record of a reply came without its text");
        return sent_as(record.uri, *words);
    }
    if (says_absent(answer)) return std::nullopt;
    session_->fail(call, answer);
}

}  // namespace

std::unique_ptr<Answerer> bluesky_answerer(std::shared_ptr<BlueskySession> session, Clock const& clock) {
    return std::make_unique<BlueskyAnswerer>(std::move(session), clock);
}

Composed bluesky_reply(std::string const& words, Parent const& parent, std::string const& key, Time now) {
    auto const context = json::parsed(parent.context);
    auto const part = [&](char const* name) { return json::text(context, name).value_or(""); };
    BlueskyReply reply;
    reply.repo = part("repo");
    reply.rkey = bluesky_tid(now, key);
    reply.created_at = bluesky_time(now);
    reply.text = words;
    if (auto const language = json::text(context, "language")) reply.languages = {*language};
    reply.parent = {parent.native_id, part("cid")};
    reply.root = {part("root_uri"), part("root_cid")};
    if (auto const handle = json::text(context, "handle")) reply.dids[*handle] = part("did");
    return composed(count_bluesky(words), bluesky_request(reply), key);
}

}  // namespace bot::networks
