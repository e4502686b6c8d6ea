#include "bot/networks/compose.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/networks/archive.h"
#include "bot/networks/policy.h"
#include "bot/user_error.h"

namespace bot::commands {
namespace {

using Json = nlohmann::ordered_json;
using networks::Counted;

/// The call as JSON, secrets left out; what only a server knows ("{cid}") stands in braces.
Json request_json(networks::Request const& request) {
    return Json::parse(networks::text_of(request));
}

Json x(std::string const& text, std::string const& parent) {
    return request_json(networks::x_request(text, parent.empty() ? "{post id}" : parent));
}

Json bluesky(std::string const& text, std::string const& parent) {
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
    return request_json(networks::bluesky_request(reply));
}

Json mastodon(std::string const& text, std::string const& parent) {
    return request_json(
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

Json lemmy(std::string const& text, std::string const& parent) {
    auto const slash = parent.find('/');
    auto const comment = slash == parent.npos ? "" : parent.substr(slash + 1);
    return request_json(
        networks::lemmy_request({text, number(parent.substr(0, slash)), number(comment), {}}));
}

Json archive(std::string const& text, std::string const& parent) {
    return Json::parse(
        networks::ArchiveAnswerer::composed(text, parent.empty() ? "{post id}" : parent, "{key}").request);
}

struct Way {
    std::string_view network;
    Counted (*count)(std::string_view);
    Json (*request)(std::string const& text, std::string const& parent);  // null: answered by hand only
};

Counted count_mastodon(std::string_view text) {
    return networks::count_mastodon(text);
}

constexpr Way ways[] = {
    {"archive", networks::count_archive, archive},
    {"x", networks::count_x, x},
    {"bluesky", networks::count_bluesky, bluesky},
    {"mastodon", count_mastodon, mastodon},
    {"lemmy", networks::count_lemmy, lemmy},
    {"reddit", networks::count_reddit, nullptr},
    {"hackernews", networks::count_unlimited, nullptr},
    {"rss", networks::count_unlimited, nullptr},
};

Way const& way_of(std::string const& network) {
    std::string known;
    for (auto const& way : ways) {
        if (way.network == network) return way;
        known += (known.empty() ? "" : ", ") + std::string(way.network);
    }
    throw UserError(UserError::Kind::invalid, "--network " + network + " is none of: " + known);
}

/// The address that opens the composer; null if the network has none and the post's own is not known.
Json by_hand(std::string const& network, std::string const& text, std::string const& parent) {
    auto const policy = networks::policy_of(network);
    auto const url = networks::by_hand_url(policy, parent.empty() ? "{post id}" : parent, parent, text);
    return url.empty() ? Json(nullptr) : Json(url);
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

void print(Way const& way, std::string const& text, std::string const& parent) {
    auto const counted = way.count(text);
    Json const line{{"length", counted.length},
                    {"limit", counted.limit == 0 ? Json(nullptr) : Json(counted.limit)},
                    {"valid", counted.valid},
                    {"facets", facets_json(counted.facets)},
                    {"request", way.request != nullptr ? way.request(text, parent)
                                                       : by_hand(std::string(way.network), text, parent)}};
    auto const written = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::fwrite(written.data(), 1, written.size(), stdout);
}

}  // namespace

int run(Compose const& command, config::Sources const&) {
    auto const& way = way_of(command.network);
    if (command.text) return print(way, *command.text, command.reply_to), 0;
    Lines lines({});
    bool any_bad = false;
    while (auto const line = lines.next()) {
        if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto const text = Json::parse(*line, nullptr, false);
        if (text.is_string()) {
            print(way, text.get<std::string>(), command.reply_to);
        } else {
            any_bad = true;
            fmt::print(stderr, "line {}: not a JSON string\n", lines.number());
        }
    }
    return any_bad ? 1 : 0;
}

}  // namespace bot::commands
