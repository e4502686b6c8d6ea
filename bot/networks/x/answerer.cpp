#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/x/post.h"
#include "bot/networks/x/server.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using State = Parent::State;

constexpr int pages_to_look_through = 5;

Json const* post_in(Json const& answer, std::string_view id) {
    for (auto const& post : json::list(answer, "data"))
        if (json::text(post, "id") == id) return &post;
    return nullptr;
}

/// Why a post is not shown.
State state_of_missing(Json const& answer) {
    for (auto const& error : json::list(answer, "errors")) {
        auto const type = json::text(error, "type").value_or("");
        auto const detail = json::text(error, "detail").value_or("");
        if (detail.find("block") != detail.npos) return State::blocked_us;
        if (detail.find("suspended") != detail.npos) return State::gone;
        if (type.ends_with("/not-authorized-for-resource")) return State::locked;
    }
    return State::gone;
}

/// An account that the author mentioned may always answer, which a quote is not; X does not tell whom the
/// author follows.
State state_of(XPost const& post) {
    bool const open = !post.reply_settings || post.reply_settings == "everyone";
    return open || post.mentions_us ? State::there : State::locked;
}

/// The post's newest version, if it was edited.
std::optional<std::string> newer_version(Json const& post) {
    for (auto const* key : {"edit_history_tweet_ids", "edit_history_post_ids"}) {
        auto const& versions = json::list(post, key);
        if (versions.empty()) continue;
        auto const last = json::text(versions.back()).value_or("");
        if (is_x_id(last) && last != json::text(post, "id")) return last;
    }
    return std::nullopt;
}

struct Wanted {
    std::string parent_id, words;
};

std::optional<Wanted> wanted_in(Composed const& reply) {
    auto const body = json::parsed(read_request(reply.request).value_or(Request()).body);
    auto parent_id = json::text(json::deep(body, "reply/in_reply_to_tweet_id"));
    auto words = json::text(body, "text");
    if (!parent_id || !words) return std::nullopt;
    return Wanted{*parent_id, *words};
}

class XAnswerer : public Answerer {
public:
    explicit XAnswerer(std::shared_ptr<XServer> server) : server_(std::move(server)) {}
    Parent look(std::string_view native_id) override;
    std::string native_id_of(std::string_view named) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override {
        return x_reply(reply.text, parent, reply.idempotency_key, {});
    }
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;

private:
    std::shared_ptr<XServer> const server_;
};

Parent XAnswerer::look(std::string_view native_id) {
    Parent parent;
    parent.native_id = native_id;
    parent.context = native_id;
    if (!is_x_id(native_id)) {
        parent.state = State::gone;
        return parent;
    }
    auto const us = server_->ourselves();
    auto const lookup = [&](std::string const& id) {
        auto found = server_->posts("/2/tweets", Query().add("ids", id), {3, 1, 0}, true);
        // What is not shown has its reason beside it.
        if (!json::item(found, "data").is_array() && !json::item(found, "errors").is_array())
            throw NetworkError(Class::theirs,
                               "x: looking at a post: the answer neither shows it nor says why");
        return found;
    };
    auto answer = lookup(parent.context);
    auto const* post = post_in(answer, parent.context);
    if (auto const newer = post != nullptr ? newer_version(*post) : std::nullopt) {
        auto const later = lookup(*newer);
        if (auto const* edited = post_in(later, *newer); edited != nullptr) {
            parent.context = *newer;
            answer = later;
            post = post_in(answer, *newer);
        }
    }
    auto const read = post != nullptr ? read_x_post(*post, answer, us ? &*us : nullptr) : std::nullopt;
    parent.state = read ? state_of(*read) : state_of_missing(answer);
    if (read) parent.text = read->post.text;
    return parent;
}

/// "https://x.com/name/status/1", also at its old name.
std::string XAnswerer::native_id_of(std::string_view named) {
    auto const url = parse_url(named);
    constexpr std::string_view mark = "/status/";
    auto const at = url ? url->path.find(mark) : std::string::npos;
    if (at == std::string::npos || !url->is_web()) return std::string(named);
    auto const id = url->path.substr(at + mark.size());
    auto const number = id.substr(0, id.find('/'));
    bool const of_x = url->host == "x.com" || url->host.ends_with(".x.com") || url->host == "twitter.com" ||
                      url->host.ends_with(".twitter.com");
    return of_x && is_x_id(number) ? number : std::string(named);
}

SentReply XAnswerer::send(Composed const& reply) {
    auto const request = read_request(reply.request);
    if (!request || !wanted_in(reply) || request->path != "/2/tweets")
        throw NetworkError(Class::ours, "x: the stored call is not a reply and is not made");
    auto const us = server_->ourselves();
    auto const answer = server_->post(request->path, request->body);
    auto const id = json::text(json::item(answer, "data"), "id").value_or("");
    if (!is_x_id(id)) throw NetworkError(Class::theirs, "x: the answer to a reply is not a post", true);
    return {id, x_address(us ? us->handle : "", id), std::nullopt};
}

std::optional<SentReply> XAnswerer::find(Composed const& reply) {
    auto const wanted = wanted_in(reply);
    if (!wanted) return std::nullopt;
    auto const us = server_->ourselves();
    if (!us)
        throw NetworkError(Class::auth, "x: no account is signed in whose posts could be looked through");
    std::string next;
    for (int page = 0; page < pages_to_look_through; ++page) {
        Query query;
        query.add("max_results", 100).add("since_id", wanted->parent_id).add_if("pagination_token", next);
        auto const answer =
            server_->posts("/2/users/" + us->id + "/tweets", query, {100, 0, 0}, false, XServer::As::account);
        if (!json::item(answer, "data").is_array() && !json::item(answer, "meta").is_object())
            throw NetworkError(Class::theirs, "x: looking for a reply: the answer is not a list of posts");
        for (auto const& one : json::list(answer, "data")) {
            auto const post = read_x_post(one, answer, &*us);
            if (!post || post->post.in_reply_to != wanted->parent_id ||
                before_first_try(post->post.written_at, reply.tried_at))
                continue;
            if (same_words(without_mentions(post->post.text), without_mentions(wanted->words)))
                return SentReply{post->post.native_id, x_address(us->handle, post->id), std::nullopt};
        }
        next = json::text(json::deep(answer, "meta/next_token")).value_or("");
        if (next.empty()) return std::nullopt;
    }
    throw NetworkError(Class::theirs,
                       "x: our account wrote too much since to tell whether the reply is there");
}

}  // namespace

std::unique_ptr<Answerer> x_answerer(std::shared_ptr<XServer> server) {
    return std::make_unique<XAnswerer>(std::move(server));
}

Composed x_reply(std::string const& words, Parent const& parent, std::string const& key, Time) {
    auto const& id = parent.context.empty() ? parent.native_id : parent.context;
    return composed(count_x(words), x_request(words, id), key);
}

}  // namespace bot::networks
