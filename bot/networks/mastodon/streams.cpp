#include "bot/networks/mastodon/streams.h"

#include "bot/transport/event_stream.h"

namespace bot::networks {
namespace {

/// A server keeps a connection open for each; the rest is asked in the ordinary way.
constexpr std::size_t most_streams = 12;

/// "" if there is no stream of that kind.
std::string path_of(MastodonSource const& source) {
    using Kind = MastodonSource::Kind;
    if (source.kind == Kind::mentions) return "/api/v1/streaming/user/notification";
    if (source.kind != Kind::hashtag) return "";
    return Query().add("tag", std::string_view(source.what)).after("/api/v1/streaming/hashtag");
}

}  // namespace

MastodonStreams::MastodonStreams(MastodonSettings const& settings, std::string base)
    : base_(std::move(base)), access_token_(settings.access_token), user_agent_(settings.user_agent) {}

MastodonStreams::~MastodonStreams() = default;

void MastodonStreams::follow(std::vector<MastodonSource> const& sources) {
    std::map<std::string, std::string> wanted;  // names and paths
    for (auto const& source : sources)
        if (auto const path = path_of(source); !path.empty() && wanted.size() < most_streams)
            wanted.emplace(source.name, path);
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

MastodonStreams::News MastodonStreams::take(MastodonSource const& source) {
    auto const found = streams_.find(source.name);
    if (found == streams_.end()) return {};
    auto taken = found->second->take();
    return {std::move(taken.events), taken.connected, taken.gap};
}

}  // namespace bot::networks
