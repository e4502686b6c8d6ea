#include "bot/commands/compose.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/commands/post_lines.h"
#include "bot/networks/client/json.h"

namespace bot::commands {
namespace {

using Json = nlohmann::ordered_json;
using networks::Descriptor;

Descriptor const& descriptor_of(std::string const& network) {
    if (auto const* const found = networks::find_descriptor(network)) return *found;
    std::string known;
    for (auto const* one : networks::descriptors())
        known += (known.empty() ? "" : ", ") + std::string(one->name);
    throw UserError(UserError::Kind::invalid, "--network " + network + " is none of: " + known);
}

/// The address that opens the composer; null if the network has none and the post's own is not known.
std::string by_hand(networks::Policy const& policy, std::string const& text, std::string const& parent) {
    auto const address = begins_as_web(parent) ? parent : "";
    auto const url = networks::by_hand_url(policy, parent.empty() ? "{post id}" : parent, address, text);
    return one_line_of(url.empty() ? Json(nullptr) : Json(url));
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

Shown previewed(networks::Composer const& composer, networks::Policy const& policy, std::string const& words,
                std::string const& parent) {
    return {composer.count(words),
            composer.preview != nullptr ? composer.preview(words, parent) : by_hand(policy, words, parent)};
}

void print(std::string const& network, std::string const& text, std::string const& parent) {
    print_line(line_of(show(network, text, parent)));
}

}  // namespace

Shown show(std::string const& network, std::string const& words, std::string const& parent) {
    auto const& descriptor = descriptor_of(network);
    return previewed(descriptor.composer, networks::policy_of(network), words, parent);
}

Shown show_for(networks::Network const& network, std::string const& words, networks::Parent const& parent,
               networks::Time now) {
    auto const& composer = descriptor_of(network.name).composer;
    if (composer.compose == nullptr) return previewed(composer, network.policy, words, parent.native_id);
    auto const key = "supportawards-" + storage::ReplyId::random().text();  // As the desk makes them.
    auto const composed = composer.compose(words, parent, key, now);
    auto const request = nlohmann::json::parse(composed.request, nullptr, false);
    auto const sent = networks::json::text(networks::json::deep(request, composer.words_at)).value_or(words);
    return {{composed.length, composed.limit, composed.valid(), composer.count(sent).facets},
            composed.request};
}

std::string line_of(Shown const& shown) {
    auto const& counted = shown.counted;
    return one_line_of({{"length", counted.length},
                        {"limit", counted.limit == 0 ? Json(nullptr) : Json(counted.limit)},
                        {"valid", counted.valid},
                        {"facets", facets_json(counted.facets)},
                        {"request", Json::parse(shown.request)}});
}

int run(Compose const& command, config::Sources const&) {
    if (command.text) return print(command.network, *command.text, command.reply_to), 0;
    (void)show(command.network, "", "");  // A name that is none is told before anything is read.
    Lines lines({});
    bool any_bad = false;
    while (auto const line = lines.next()) {
        if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto const text = networks::json::parsed(*line);
        if (text.is_string()) {
            print(command.network, text.get<std::string>(), command.reply_to);
        } else {
            any_bad = true;
            fmt::print(stderr, "line {}: not a JSON string\n", lines.number());
        }
    }
    return any_bad ? 1 : 0;
}

}  // namespace bot::commands
