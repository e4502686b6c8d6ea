#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/bot/networks/conformance.h"
#include "tests/tools/world.h"

namespace test {

/// A network talking to a fake server that knows its fixtures.
class ConformanceStage {
public:
    explicit ConformanceStage(Connector const& connector,
                              std::chrono::milliseconds timeout = std::chrono::seconds(20));

    /// The fixture of that name as an answer, and as bytes.
    HttpAnswer answer(std::string const& fixture, int status = 200) const;
    std::string bytes(std::string const& fixture) const;
    /// From now on a search is answered with this.
    void search_gives(HttpAnswer answer);

    /// One search from where the last ended; remembers its cursor.
    bot::networks::SearchPage search();
    /// Searches until nothing more is there at once, passing the time the network asks for.
    std::vector<bot::networks::FoundPost> listen();
    /// What a search fails with. Throws std::logic_error if it goes well.
    bot::networks::NetworkError failure();
    /// The posts' ids, without what depends on the server's address.
    std::vector<std::string> ids(std::vector<bot::networks::FoundPost> const& posts) const;
    /// How often the search was asked for.
    std::size_t searches() const;

    Connector const connector;
    HttpServer server;
    ManualClock clock;
    bot::networks::Network network;
    std::string cursor;
};

std::vector<std::string> ids_of(std::vector<bot::networks::FoundPost> const& posts);
/// Why the post is not as network.h says it must be; empty if it is.
std::optional<std::string> fault_of(bot::networks::FoundPost const& post);

}  // namespace test
