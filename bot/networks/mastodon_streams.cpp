#include "bot/networks/mastodon_streams.h"

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

MastodonStreams::MastodonStreams(MastodonSettings const& settings, std::string const& base,
                                 std::vector<MastodonPlace> const& places) {
    transport::EventStreamSettings how;
    how.user_agent = settings.user_agent;
    how.private_addresses = true;
    for (auto const& place : places) {
        auto const path = path_of(place);
        if (path.empty() || streams_.size() >= most_streams) continue;
        transport::HttpRequest request{"GET", base + path};
        request.headers.emplace_back("Authorization", "Bearer " + settings.access_token);
        streams_[place.name] = std::make_unique<transport::EventStream>(std::move(request), how);
    }
}

MastodonStreams::~MastodonStreams() = default;

MastodonStreams::News MastodonStreams::take(MastodonPlace const& place) {
    auto const found = streams_.find(place.name);
    if (found == streams_.end()) return {};
    auto taken = found->second->take();
    return {std::move(taken.events), taken.connected, taken.gap};
}

}  // namespace bot::networks
