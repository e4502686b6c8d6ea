#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/desk/desk.h"

namespace bot::desk {

/// Finds in our accounts' own timelines what operators sent by hand, and ends those answers as sent, with the
/// words really sent beside the approved ones. An account is read only while an answer by hand is looked
/// for: a minute after it was opened, then after as long again each time up to a quarter of an hour, for a
/// day. An answer is known by the post that it answers and by nothing else.
class OwnTimeline {
public:
    /// All outlive it.
    OwnTimeline(storage::Store& store, Desk const& desk, std::vector<networks::Network> const& networks,
                Keys const& keys, Clock const& clock);

    /// Does what is due and returns; a network that fails is logged and asked later. Throws only if the
    /// database fails. One thread.
    void run_once();

private:
    void read(networks::Network const& network, std::vector<storage::Reply> const& awaited);
    bool take_all(std::vector<networks::OwnReply> const& found, std::vector<storage::Reply> const& awaited);
    bool take(storage::Reply const& awaited, networks::OwnReply const& found);
    void look_later(std::vector<storage::Reply> const& awaited, std::chrono::seconds at_least);

    storage::Store& store_;
    Desk const& desk_;
    std::vector<networks::Network> const& networks_;
    Keys const& keys_;
    Clock const& clock_;
    std::map<std::string, Time> read_until_;  // by network: what is older was read and taken
};

}  // namespace bot::desk
