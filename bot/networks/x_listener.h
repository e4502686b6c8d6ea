#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/x_cursor.h"
#include "bot/networks/x_server.h"

namespace bot::networks {

/// Searches, and the mentions of our account where one is signed in: one page of one of them each search(),
/// newest first, back to the newest post of its round before.
class XListener : public Listener {
public:
    XListener(XSettings settings, std::shared_ptr<XServer> server, Clock const& clock);
    /// A page without posts that says why and when to come back, if the day's money is spent.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;

private:
    struct Reading;
    std::vector<std::string> searches_of(WatchQuery const& query) const;
    long long posts_to_ask_for() const;
    nlohmann::json ask(std::string const& name, XCursor::Place& place, XAccount const* us, long long posts);
    nlohmann::json ask_once(std::string const& name, XCursor::Place const& place, XAccount const* us,
                            long long posts);
    void read(Reading& reading, std::string const& name);

    XSettings const settings_;
    std::shared_ptr<XServer> const server_;
    Clock const& clock_;
    bool no_answer_ = false;  // the last call may have cost what it never brought
};

}  // namespace bot::networks
