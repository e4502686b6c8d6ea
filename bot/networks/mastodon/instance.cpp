#include "bot/networks/mastodon/instance.h"

#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t longest_text = 1'000'000;

bool in_range(std::optional<std::int64_t> number) {
    return number && *number > 0 && *number <= longest_text;
}

/// It is told with a scheme and without.
std::string without_scheme(std::string const& text) {
    auto const url = parse_url(text);
    return url ? url->authority() : text.substr(0, text.find('/'));
}

/// WebSocket addresses are told; events come from the same host by http.
std::string http_of(std::string url) {
    if (url.starts_with("wss://")) url.replace(0, 3, "https");
    if (url.starts_with("ws://")) url.replace(0, 2, "http");
    while (url.ends_with('/')) url.pop_back();
    auto const read = parse_url(url);
    bool const good = read && read->is_web() && !read->has_user && !read->has_fragment && read->query.empty();
    return good ? url : "";
}

void take_limits(MastodonInstance& instance, Json const& document) {
    auto const& statuses = json::deep(document, "configuration/statuses");
    auto characters = json::whole(statuses, "max_characters");
    if (!in_range(characters)) characters = json::whole(document, "max_toot_chars");
    auto const per_url = json::whole(statuses, "characters_reserved_per_url");
    if (in_range(characters)) instance.limits.characters = static_cast<std::size_t>(*characters);
    if (in_range(per_url)) instance.limits.per_url = static_cast<std::size_t>(*per_url);
}

/// Which software a version betrays: "2.7.2 (compatible; Akkoma 3.10)" and "4.0.0 (not true; really
/// snac/2.94)" name it, anything else is "".
std::string software_of_version(std::string_view version) {
    auto const words = lower_ascii(version);
    for (auto const* mark : {"compatible;", "really"}) {
        auto at = words.find(mark);
        if (at == std::string::npos) continue;
        at = words.find_first_not_of(' ', at + std::string_view(mark).size());
        if (at == std::string::npos) continue;
        auto const end = words.find_first_of(" /);", at);
        return words.substr(at, end == std::string::npos ? end : end - at);
    }
    return "";
}

}  // namespace

bool MastodonInstance::honours_keys() const {
    // Known to keep the key and to give the first post again (glitch-soc and Hometown are Mastodon here).
    return software == "mastodon";
}

bool take_instance(MastodonInstance& instance, Json const& document) {
    auto const version = json::text(document, "version");
    auto domain = json::text(document, "domain");
    if (!domain) domain = json::text(document, "uri");
    if (!version && !domain) return false;
    if (version) instance.version = *version;
    if (domain) instance.domain = without_scheme(*domain);
    instance.software = software_of_version(instance.version);
    // Only Mastodon counts its API's versions under its own name, and 4.3 and later do.
    bool const mastodon =
        json::whole(json::item(document, "api_versions"), "mastodon").has_value() &&
        json::text(document, "source_url").value_or("").find("/mastodon/mastodon") != std::string::npos;
    if (instance.software.empty() && mastodon) instance.software = "mastodon";
    take_limits(instance, document);
    auto streaming = json::text(json::deep(document, "configuration/urls"), "streaming");
    if (!streaming) streaming = json::text(json::item(document, "urls"), "streaming_api");
    if (streaming) instance.streaming = http_of(*streaming);
    return true;
}

std::optional<std::string> nodeinfo_path(Json const& links) {
    for (auto const& link : json::list(links, "links")) {
        auto const rel = json::text(link, "rel").value_or("");
        auto const href = json::address(link, "href").value_or("");
        if (rel.find("nodeinfo.diaspora.software/ns/schema/2.") == std::string::npos) continue;
        if (auto const url = parse_url(href)) return url->path + url->query;
    }
    return std::nullopt;
}

std::optional<std::size_t> limit_in(std::string_view refusal, std::size_t length) {
    auto const words = lower_ascii(refusal);
    bool const about_length = words.find("limit") != std::string::npos ||
                              words.find("character") != std::string::npos ||
                              words.find("too long") != std::string::npos;
    if (!about_length) return std::nullopt;
    std::optional<std::size_t> limit;
    for (std::size_t at = 0; at < words.size(); ++at) {
        std::size_t number = 0, digits = 0;
        for (; at < words.size() && words[at] >= '0' && words[at] <= '9'; ++at, ++digits)
            if (digits < 9) number = number * 10 + static_cast<std::size_t>(words[at] - '0');
        if (digits > 0 && number >= 20 && number < length && (!limit || number > *limit)) limit = number;
    }
    return limit;
}

}  // namespace bot::networks
