#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bot/networks/mastodon/sources.h"

namespace bot::transport {
class EventStream;
struct ServerEvent;
}  // namespace bot::transport

namespace bot::networks {

/// Server-sent events of an instance, a connection for each hashtag and one for our mentions. There is no
/// resuming: after every new connection the source is to be asked in the ordinary way.
class MastodonStreams {
public:
    /// `base` is what the instance names for streaming.
    MastodonStreams(MastodonSettings const& settings, std::string base);
    ~MastodonStreams();

    /// Connects for the first sources that have a stream, and ends what is for others.
    void follow(std::vector<MastodonSource> const& sources);

    struct News {
        std::vector<transport::ServerEvent> events;
        bool connected = false;
        bool gap = false;
    };
    /// What arrived for that source since the last time; nothing, not connected, if none stands in for it.
    News take(MastodonSource const& source);

private:
    std::string const base_, access_token_, user_agent_;
    std::map<std::string, std::unique_ptr<transport::EventStream>> streams_;  // by the source's name
};

}  // namespace bot::networks
