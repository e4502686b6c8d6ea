#include "bot/networks/mastodon/streams.h"

#include "bot/transport/event_stream.h"

namespace bot::networks {
namespace {

/// A server keeps a connection open for each; the rest is asked in the ordinary way.
constexpr std::size_t most_streams = 12;

/// "" if there is no stream of that kind.
std::string path_of(MastodonPlace const& place) {
    using Kind = MastodonPlace::Kind;
    if (place.kind == Kind::mentions) return "/api/v1/streaming/user/notification";
    if (place.kind != Kind::hashtag) return "";
    return Query().add("tag", std::string_view(place.what)).after("/api/v1/streaming/hashtag");
}

}  // namespace

MastodonStreams::MastodonStreams(MastodonSettings const& settings, std::string base)
    : base_(std::move(base)), access_token_(settings.access_token), user_agent_(settings.user_agent) {}

MastodonStreams::~MastodonStreams() = default;

void MastodonStreams::follow(std::vector<MastodonPlace> const& places) {
    std::map<std::string, std::string> wanted;  // names and paths
    for (auto const& place : places)
        if (auto const path = path_of(place); !path.empty() && wanted.size() < most_streams)
            wanted.emplace(place.name, path);
    std::erase_if(streams_, [&](auto const& stream) { return !wanted.contains(stream.first); });
    transport::EventStreamSettings how;
    how.user_agent = user_agent_;
    how.private_addresses = true;
    for (auto const& [name, path] : wanted) {
        if (streams_.contains(name)) continue;
        transport::HttpRequest request{"GET", base_ + path};
        request.headers.emplace_back("Authorization", "Bearer " + access_token_);
        streams_[name] = std::make_unique<transport::EventStream>(std::move(request), how);
    }
}

MastodonStreams::News MastodonStreams::take(MastodonPlace const& place) {
    auto const found = streams_.find(place.name);
    if (found == streams_.end()) return {};
    auto taken = found->second->take();
    return {std::move(taken.events), taken.connected, taken.gap};
}

}  // namespace bot::networks
