#include "bot/networks/mastodon_own.h"

#include <nlohmann/json.hpp>

#include "bot/networks/json.h"
#include "bot/networks/mastodon_status.h"
#include "bot/networks/percent.h"
#include "bot/networks/same_words.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;

/// The list of that name in what is there, or all of it if it has none; empty if nothing is there.
Json list_of(MastodonServer& server, std::string const& path, std::string_view name) {
    auto const response = server.get(path, {403, 404, 410});
    if (response.status / 100 != 2) return Json::array();
    Call call;
    call.path = path;
    auto const what = server.api()->name_of(call);
    auto const answer = json::body_of(response, what);
    auto const& list = name.empty() ? answer : json::item(answer, name);
    if (!list.is_array()) throw NetworkError(Class::theirs, what + ": the answer is not a list of posts");
    return list;
}

SentReply sent_reply(MastodonStatus const& status) {
    return {status.post.native_id, status.post.url, std::nullopt};
}

/// Of that list ours with these words.
std::optional<MastodonStatus> ours_in(Json const& list, std::optional<MastodonAccount> const& us,
                                      std::string const& domain, std::string_view words) {
    for (auto const& one : list) {
        auto status = read_mastodon_status(one, domain);
        if (!status || !same_words(status->post.text, words)) continue;
        if (!us || status->account_id == us->id) return status;
    }
    return std::nullopt;
}

}  // namespace

std::optional<SentReply> find_own(MastodonServer& server, std::string const& parent_id,
                                  std::string_view words) {
    auto const us = server.ourselves();
    auto const instance = server.instance();
    auto const path = "/api/v1/statuses/" + percent_encoded(parent_id) + "/context";
    auto const below = list_of(server, path, "descendants");
    if (auto const found = ours_in(below, us, instance.domain, words)) return sent_reply(*found);
    if (!us) return std::nullopt;
    auto const latest = Query().add("limit", 40).add("exclude_reblogs", std::string_view("true"));
    auto const own =
        list_of(server, latest.after("/api/v1/accounts/" + percent_encoded(us->id) + "/statuses"), "");
    auto const found = ours_in(own, us, instance.domain, words);
    if (!found) return std::nullopt;
    // Elsewhere a reply loses its parent only when the parent is deleted later.
    if (!found->in_reply_to_id && instance.software == "snac") take_back_astray(server, found->id);
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
