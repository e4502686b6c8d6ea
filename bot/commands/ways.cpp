#include "bot/commands/ways.h"

#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/networks/archive/archive.h"
#include "bot/networks/bluesky/answerer.h"
#include "bot/networks/client/json.h"
#include "bot/networks/lemmy/lemmy.h"
#include "bot/networks/mastodon/mastodon.h"
#include "bot/networks/policy.h"

namespace bot::commands {
namespace {

using Json = nlohmann::ordered_json;
using networks::Composed;
using networks::Counted;
using networks::Parent;
using networks::text_of;

std::string x(std::string const& text, std::string const& parent) {
    return text_of(networks::x_request(text, parent.empty() ? "{post id}" : parent));
}

std::string bluesky(std::string const& text, std::string const& parent) {
    networks::BlueskyReply reply{"{our did}",
                                 "{tid}",
                                 "{now}",
                                 text,
                                 {},
                                 {"{root uri}", "{root cid}"},
                                 {parent.empty() ? "{post uri}" : parent, "{post cid}"}};
    for (auto const& facet : networks::count_bluesky(text).facets)
        if (facet.kind == networks::Facet::Kind::mention)
            reply.dids[facet.value] = "{did of " + facet.value + "}";
    return text_of(networks::bluesky_request(reply));
}

std::string mastodon(std::string const& text, std::string const& parent) {
    return text_of(
        networks::mastodon_request({text, parent.empty() ? "{post id}" : parent, "{key}", "unlisted", {}}));
}

std::optional<std::int64_t> number(std::string const& digits) {
    if (digits.empty()) return std::nullopt;
    if (digits.size() > 18 || digits.find_first_not_of("0123456789") != digits.npos)
        throw UserError(
            UserError::Kind::invalid,
            "--reply-to " + digits + " is not a number; for lemmy it is POST or POST/COMMENT, e.g. 7/24");
    return std::stoll(digits);
}

std::string lemmy(std::string const& text, std::string const& parent) {
    auto const slash = parent.find('/');
    auto const comment = slash == parent.npos ? "" : parent.substr(slash + 1);
    return text_of(networks::lemmy_request({text, number(parent.substr(0, slash)), number(comment), {}}));
}

std::string archive(std::string const& text, std::string const& parent) {
    return networks::ArchiveAnswerer::composed(text, parent.empty() ? "{post id}" : parent, "{key}").request;
}

using Key = std::string const&;

Composed archive_for(std::string const& words, Parent const& parent, Key key, networks::Time) {
    return networks::ArchiveAnswerer::composed(words, parent.native_id, key);
}

Composed bluesky_for(std::string const& words, Parent const& parent, Key key, networks::Time now) {
    return networks::BlueskyAnswerer::composed_of(words, parent, key, now);
}

Composed mastodon_for(std::string const& words, Parent const& parent, Key key, networks::Time) {
    return networks::MastodonAnswerer::composed_of(words, key, parent);
}

Composed lemmy_for(std::string const& words, Parent const& parent, Key key, networks::Time) {
    return networks::LemmyAnswerer::composed_of(words, key, parent);
}

Counted count_mastodon(std::string_view text) {
    return networks::count_mastodon(text);
}

struct Way {
    std::string_view network;
    Counted (*count)(std::string_view);
    // Null: answered by hand only.
    std::string (*request)(std::string const& text, std::string const& parent);
    Composed (*composed)(std::string const& words, Parent const& parent, Key key, networks::Time now);
    std::string_view words_at = "";  // in the body, if it has other words than those that were typed
};

constexpr Way ways[] = {
    {"archive", networks::count_archive, archive, archive_for},
    {"x", networks::count_x, x, nullptr},
    {"bluesky", networks::count_bluesky, bluesky, bluesky_for},
    {"mastodon", count_mastodon, mastodon, mastodon_for, "body/status"},
    {"lemmy", networks::count_lemmy, lemmy, lemmy_for},
    {"reddit", networks::count_reddit, nullptr, nullptr},
    {"hackernews", networks::count_unlimited, nullptr, nullptr},
    {"rss", networks::count_unlimited, nullptr, nullptr},
};

Way const& channel_of(std::string const& network) {
    std::string known;
    for (auto const& way : ways) {
        if (way.network == network) return way;
        known += (known.empty() ? "" : ", ") + std::string(way.network);
    }
    throw UserError(UserError::Kind::invalid, "--network " + network + " is none of: " + known);
}

std::string written(Json const& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The address that opens the composer; null if the network has none and the post's own is not known.
std::string by_hand(networks::Policy const& policy, std::string const& text, std::string const& parent) {
    auto const address = begins_as_web(parent) ? parent : "";
    auto const url = networks::by_hand_url(policy, parent.empty() ? "{post id}" : parent, address, text);
    return written(url.empty() ? Json(nullptr) : Json(url));
}

Json facets_json(std::vector<networks::Facet> const& facets) {
    auto all = Json::array();
    for (auto const& facet : facets)
        all.push_back({{"byte_start", facet.byte_start},
                       {"byte_end", facet.byte_end},
                       {"kind", name_of(facet.kind)},
                       {"value", facet.value}});
    return all;
}

}  // namespace

Shown show(std::string const& network, std::string const& words, std::string const& parent) {
    auto const& way = channel_of(network);
    return {way.count(words), way.request != nullptr ? way.request(words, parent)
                                                     : by_hand(networks::policy_of(network), words, parent)};
}

Shown show_for(networks::Network const& network, std::string const& words, Parent const& parent,
               networks::Time now) {
    auto const& way = channel_of(network.name);
    if (way.composed == nullptr)
        return {way.count(words), way.request != nullptr ? way.request(words, parent.native_id)
                                                         : by_hand(network.policy, words, parent.native_id)};
    auto const key = "supportawards-" + storage::ReplyId::random().text();  // As the desk makes them.
    auto const composed = way.composed(words, parent, key, now);
    auto const request = nlohmann::json::parse(composed.request, nullptr, false);
    auto const sent = networks::json::text(networks::json::deep(request, way.words_at)).value_or(words);
    return {{composed.length, composed.limit, composed.valid(), way.count(sent).facets}, composed.request};
}

std::string line_of(Shown const& shown) {
    auto const& counted = shown.counted;
    return written({{"length", counted.length},
                    {"limit", counted.limit == 0 ? Json(nullptr) : Json(counted.limit)},
                    {"valid", counted.valid},
                    {"facets", facets_json(counted.facets)},
                    {"request", Json::parse(shown.request)}});
}

}  // namespace bot::commands
