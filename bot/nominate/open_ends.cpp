#include "bot/nominate/open_ends.h"

#include <algorithm>

#include "storage/nominations.h"
#include "storage/replies.h"
#include "storage/standings.h"

namespace bot::nominate {

OpenEnds open_ends(storage::Read const& read, std::string const& season) {
    constexpr auto limit = OpenEnds::most + 1;
    OpenEnds ends;
    ends.unconfirmed =
        storage::nominations::count(read, season, storage::Nomination::State::unconfirmed, limit);
    ends.unanswered = storage::follow_ups::unanswered(read, season, limit);
    ends.without_size = storage::standings::without_size(read, season, OpenEnds::most);
    ends.unread = storage::stories::unread(read, season, limit);
    auto const opened = storage::replies::in_state(read, storage::Reply::State::opened, OpenEnds::most);
    ends.invitations = std::ranges::count_if(opened, &storage::Reply::invites);
    return ends;
}

}  // namespace bot::nominate
