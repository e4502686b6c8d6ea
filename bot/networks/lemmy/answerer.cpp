#include <map>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/lemmy/view.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

/// The answer to a question about one object; null if it is not there (any more).
Json object_at(LemmyServer& server, std::string const& path) {
    Call const call{.path = path, .also = {400, 404}};
    auto const response = server.call(call);
    if (response.status < 400) return json::body_of(response, server.api().name_of(call));
    auto const error = lemmy_error(response);
    bool const absent = response.status == 404 || error.starts_with("couldnt_find") || error == "not_found" ||
                        error == "deleted" || error == "resolve_object_failed";
    if (!absent) server.fail(call, response);
    return {};
}

std::string path_of(LemmyView const& view) {
    Query query;
    query.add("id", view.comment_id.value_or(view.post_id));
    return query.after(view.comment_id ? "/api/v3/comment" : "/api/v3/post");
}

Json const& view_in(Json const& answer) {
    auto const& comment = json::item(answer, "comment_view");
    return comment.is_object() ? comment : json::item(answer, "post_view");
}

[[noreturn]] void no_post() {
    throw NetworkError(Class::theirs, "lemmy: looking at a post: the answer is none");
}

/// As the instance shows it now; empty if it is not there.
std::optional<LemmyView> current(LemmyServer& server, std::string_view uri) {
    auto const languages = server.site().languages;
    auto const found = object_at(server, Query().add("q", uri).after("/api/v3/resolve_object"));
    if (found.is_null()) return std::nullopt;
    auto resolved = read_lemmy_view(json::item(found, "comment"), languages);
    if (!resolved) resolved = read_lemmy_view(json::item(found, "post"), languages);
    if (!resolved) no_post();
    // What was resolved may be a copy that is told here as gone only when it is asked for by its number.
    auto const answer = object_at(server, path_of(*resolved));
    if (answer.is_null()) return std::nullopt;
    auto now = read_lemmy_view(view_in(answer), languages);
    if (!now) no_post();
    return now->post.native_id == uri ? now : std::nullopt;
}

/// The latest comments below that post, or below that comment on it, which may be listed too; none if it is
/// not there.
std::vector<LemmyView> comments_below(LemmyServer& server, std::int64_t post,
                                      std::optional<std::int64_t> comment) {
    Query query;
    query.add("post_id", post);
    if (comment) query.add("parent_id", *comment);
    query.add("type_", "All").add("sort", "New").add("limit", 50);
    auto const answer = object_at(server, query.after("/api/v3/comment/list"));
    if (answer.is_null()) return {};
    auto const& listed = json::needed_list(
        answer, "comments", "lemmy: looking below a post: the answer is not a list of comments");
    auto const languages = server.site().languages;
    std::vector<LemmyView> comments;
    for (auto const& one : listed)
        if (auto view = read_lemmy_view(one, languages); view && view->comment_id)
            comments.push_back(std::move(*view));
    return comments;
}

/// Throws what the refusal of a comment means: ReplyRefused if it is about the post, its author or its
/// community.
[[noreturn]] void refuse(LemmyServer& server, Call const& call, transport::HttpResponse const& response) {
    using State = Parent::State;
    static std::map<std::string_view, State> const of_the_post{
        {"locked", State::locked},
        {"person_is_banned_from_community", State::locked},
        {"banned_from_community", State::locked},
        {"community_ban", State::locked},
        {"only_mods_can_post_in_community", State::locked},
        {"not_allowed_to_comment", State::locked},
        {"person_is_blocked", State::blocked_us},
        {"user_blocked", State::blocked_us},
        {"deleted", State::gone},
        {"removed", State::gone},
        {"not_found", State::gone},
        {"couldnt_find_post", State::gone},
        {"couldnt_find_comment", State::gone},
        {"couldnt_find_parent_comment", State::gone},
    };
    auto const error = lemmy_error(response);
    auto const found = of_the_post.find(error);
    if (found != of_the_post.end())
        throw ReplyRefused(found->second, server.api().name_of(call) + ": " + error);
    server.fail(call, response);
}

class LemmyAnswerer : public Answerer {
public:
    explicit LemmyAnswerer(std::shared_ptr<LemmyServer> server) : server_(std::move(server)) {}
    Parent look(std::string_view native_id) override;
    std::string native_id_of(std::string_view named) override;
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override {
        return lemmy_reply(reply.text, parent, reply.idempotency_key, {});
    }
    SentReply send(Composed const& reply) override;
    std::optional<SentReply> find(Composed const& reply) override;

private:
    std::shared_ptr<LemmyServer> const server_;
};

Parent LemmyAnswerer::look(std::string_view native_id) {
    Parent parent;
    parent.native_id = native_id;
    auto const view = current(*server_, native_id);
    if (!view || view->gone) {
        parent.state = Parent::State::gone;
        return parent;
    }
    if (view->locked) parent.state = Parent::State::locked;
    parent.text = view->post.text;
    if (parent.state == Parent::State::there && view->answers > 0)
        for (auto& below : comments_below(*server_, view->post_id, view->comment_id))
            if (below.comment_id != view->comment_id && !below.gone)
                parent.below.push_back(std::move(below.post));
    Json context{{"post_id", view->post_id}};
    if (view->comment_id) context["parent_id"] = *view->comment_id;
    if (view->language_id) context["language_id"] = *view->language_id;
    parent.context = json::written(context);
    return parent;
}

/// An instance has pages of its own for what was written elsewhere: "https://here/comment/24".
std::string LemmyAnswerer::native_id_of(std::string_view named) {
    auto const url = parse_url(named);
    if (!url || !url->is_web()) return std::string(named);
    bool const comment = url->path.starts_with("/comment/");
    auto const& path = url->path;
    auto const number = path.substr(path.rfind('/') + 1);
    bool const page = (comment || path.starts_with("/post/")) && !number.empty() &&
                      number.find_first_not_of("0123456789") == number.npos;
    if (!page || url->origin() != server_->settings().instance) return std::string(named);
    // "/post/7/24" shows the comment 24.
    bool const below_post = !comment && path.find('/', std::string_view("/post/").size()) != path.npos;
    auto const answer = object_at(
        *server_,
        Query().add("id", number).after(comment || below_post ? "/api/v3/comment" : "/api/v3/post"));
    auto const view = answer.is_null() ? std::nullopt : read_lemmy_view(view_in(answer), {});
    return view ? view->post.native_id : std::string(named);
}

SentReply LemmyAnswerer::send(Composed const& reply) {
    auto const request = read_request(reply.request).value_or(Request());
    auto const body = json::parsed(request.body);
    auto const words = json::text(body, "content");
    if (!words || !json::whole(body, "post_id"))
        throw NetworkError(Class::ours, "lemmy: the stored call is not a reply and is not made");
    auto const languages = server_->site().languages;
    Call const call{request.method, request.path, {}, request.body, "application/json", {400, 403, 404}};
    auto const response = server_->call(call);
    if (response.status >= 400) refuse(*server_, call, response);
    auto const answer = json::parsed(response.body);
    auto const sent = read_lemmy_view(json::item(answer, "comment_view"), languages);
    if (!sent || !sent->comment_id)
        throw NetworkError(Class::theirs, server_->api().name_of(call) + ": the answer is not a comment",
                           true);
    auto const seen = sent->post.text == *words ? std::nullopt : std::optional(sent->post.text);
    return {sent->post.native_id, sent->post.url, seen};
}

std::optional<SentReply> LemmyAnswerer::find(Composed const& reply) {
    auto const body = json::parsed(read_request(reply.request).value_or(Request()).body);
    auto const words = json::text(body, "content");
    auto const post_id = json::whole(body, "post_id");
    if (!words || !post_id) return std::nullopt;
    auto const parent_id = json::whole(body, "parent_id");
    auto const us = server_->site().us;
    for (auto const& below : comments_below(*server_, *post_id, parent_id)) {
        bool const ours = !us || below.creator_id == us->id;
        bool const older = before_first_try(below.post.written_at, reply.tried_at);
        if (ours && !older && below.parent_comment_id == parent_id && same_words(below.post.text, *words))
            return SentReply{below.post.native_id, below.post.url, std::nullopt};
    }
    return std::nullopt;
}

}  // namespace

std::unique_ptr<Answerer> lemmy_answerer(std::shared_ptr<LemmyServer> server) {
    return std::make_unique<LemmyAnswerer>(std::move(server));
}

Request lemmy_request(LemmyReply const& reply) {
    nlohmann::ordered_json body{{"content", reply.text}, {"post_id", nullptr}};
    if (reply.post_id) body["post_id"] = *reply.post_id;
    if (reply.parent_id) body["parent_id"] = *reply.parent_id;
    if (reply.language_id) body["language_id"] = *reply.language_id;
    return json_request("/api/v3/comment", body);
}

Composed lemmy_reply(std::string const& words, Parent const& parent, std::string const& key, Time) {
    auto const context = json::parsed(parent.context);
    LemmyReply const reply{words, json::whole(context, "post_id"), json::whole(context, "parent_id"),
                           json::whole(context, "language_id")};
    return composed(count_lemmy(words), lemmy_request(reply), key);
}

}  // namespace bot::networks
