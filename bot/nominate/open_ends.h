#pragma once

#include <string>

#include "storage/engine/store.h"

namespace bot::nominate {

/// What a season still waits for, or what operators may want to do before it is announced. Each is counted no
/// further than `most` + 1, so that a page costs the same however much there is.
struct OpenEnds {
    static constexpr long long most = 1000;
    long long unconfirmed = 0;   // nominations whose mail nobody has answered yet
    long long unanswered = 0;    // people who agreed to be asked how it ended and have not answered
    long long without_size = 0;  // of the `most` most thanked companies
    long long unread = 0;        // stories that may be shown and are not
    long long invitations = 0;   // answers with a link that are opened by hand and not settled

    bool none() const {
        return unconfirmed + unanswered + without_size + unread + invitations == 0;
    }
};

/// As it stands now. Any thread.
OpenEnds open_ends(storage::Read const& read, std::string const& season);

}  // namespace bot::nominate
