#include "bot/networks/mastodon/own.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/networks/compose.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

/// The posts in that list of what is there, or in all of it if it has no name; none if nothing is there.
/// Throws NetworkError (theirs) if it is no such list.
std::vector<MastodonStatus> posts_at(MastodonServer& server, std::string const& path, std::string_view list) {
    auto const response = server.get(path, {403, 404, 410});
    if (response.status / 100 != 2) return {};
    Call call;
    call.path = path;
    auto const what = server.api()->name_of(call);
    auto const answer = json::body_of(response, what);
    auto const& listed = list.empty() ? answer : json::item(answer, list);
    if (!listed.is_array()) throw NetworkError(Class::theirs, what + ": the answer is not a list of posts");
    auto const domain = server.instance().domain;
    std::vector<MastodonStatus> posts;
    for (auto const& one : listed)
        if (auto status = read_mastodon_status(one, domain)) posts.push_back(std::move(*status));
    return posts;
}

SentReply sent_reply(MastodonStatus const& status) {
    return {status.post.native_id, status.post.url, std::nullopt};
}

/// Of those ours with these words; null if there is none.
MastodonStatus const* ours_in(std::vector<MastodonStatus> const& posts,
                              std::optional<MastodonAccount> const& us, std::string_view words) {
    auto const found = std::ranges::find_if(posts, [&](auto const& status) {
        return (!us || status.account_id == us->id) && same_words(status.post.text, words);
    });
    return found == posts.end() ? nullptr : &*found;
}

}  // namespace

std::vector<MastodonStatus> posts_below(MastodonServer& server, std::string const& id) {
    return posts_at(server, "/api/v1/statuses/" + percent_encoded(id) + "/context", "descendants");
}

std::optional<SentReply> find_own(MastodonServer& server, std::string const& parent_id,
                                  std::string_view words) {
    auto const us = server.ourselves();
    auto const below = posts_below(server, parent_id);
    if (auto const* found = ours_in(below, us, words)) return sent_reply(*found);
    if (!us) return std::nullopt;
    auto const latest = Query().add("limit", 40).add("exclude_reblogs", std::string_view("true"));
    auto const own =
        posts_at(server, latest.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses"), "");
    auto const* found = ours_in(own, us, words);
    if (!found) return std::nullopt;
    // Elsewhere a reply loses its parent only when the parent is deleted later.
    if (!found->in_reply_to_id && server.instance().software == "snac") take_back_astray(server, found->id);
    return sent_reply(*found);
}

void take_back_astray(MastodonServer& server, std::string const& id) {
    std::string const what =
        "mastodon: the post to answer is not there, and the server made a post of its own of the reply";
    Call call;
    call.method = "DELETE";
    call.path = "/api/v1/statuses/" + percent_encoded(id);
    call.also = {404, 410};
    try {
        server.call(call);
    } catch (NetworkError const&) {
        throw NetworkError(Class::theirs, what + ", which could not be deleted: please delete it by hand",
                           true);
    }
    throw NetworkError(Class::ours, what + ", which was deleted again");
}

}  // namespace bot::networks
