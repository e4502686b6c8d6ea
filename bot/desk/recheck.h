#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/desk/answerers.h"
#include "bot/desk/complaint.h"
#include "storage/candidates.h"
#include "storage/leases.h"
#include "storage/posts.h"

namespace bot::desk {

/// Looks at every post whose words are kept, some 20 hours after it was last seen: what is gone is forgotten,
/// what was edited has its new words and is judged anew. What could not be seen for a day is forgotten as
/// well, and so is what was decided on 30 days ago. However many of these there are, one works at a time.
class Recheck {
public:
    /// What a stored post is with its words of now; empty if it would be no find.
    using Classifier = std::function<std::optional<storage::Candidate>(storage::Post const&)>;
    /// How many of so many posts of a network may be looked at now; where looking is paid for, less than all.
    using Allowance = std::function<int(std::string const& network, int wanted)>;

    Recheck(storage::Store& store, Answerers const& answerers, Clock const& clock, Classifier classifier,
            Complains complains, Allowance allowance);

    /// Does what is due and returns. A network that makes trouble is logged and the others go on. Throws only
    /// if the database fails. One thread.
    void run_once();

private:
    /// False if more posts could have been seen, and will be, but for the network's pace.
    bool look_round(std::string const& network);
    void look_at(storage::Post const& post);
    void take(storage::Post const& post, networks::Parent const& seen);
    void edited(storage::Write& write, storage::Post const& post, std::string const& words,
                std::optional<storage::Candidate> const& now_is);
    /// Back to the queue, if it has not begun to leave.
    void refuse_waiting(storage::Write& write, storage::Post const& post, std::string const& outcome);
    void forget(std::vector<storage::PostId> const& posts, std::string_view why);

    storage::Store& store_;
    Answerers const& answerers_;
    Clock const& clock_;
    Classifier const classifier_;
    Complains const complains_;
    Allowance const allowance_;
    Time const started_;
    storage::LeaseGuard lease_;
    std::map<std::string, Time> not_before_;  // by network, after a failure
};

}  // namespace bot::desk
