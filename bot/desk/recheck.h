#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/desk/answerers.h"
#include "bot/desk/rules.h"
#include "storage/candidates.h"
#include "storage/leases.h"
#include "storage/posts.h"

// Asking the network again for a post that was found: before it is answered, and daily while its words are
// kept.
namespace bot::desk {

struct Item;

/// How many calls it takes to look at a post again and to answer it, about: see networks::Errand.
inline constexpr int calls_of_an_answer = 5;

/// Why a post cannot be answered as it was read.
struct Obstacle {
    /// `gone`, `locked`, `blocked`, `edited`, `complained`, or `unhappy`, which is a complaint that came
    /// although the company had answered below the post: the key of a Refusal.
    std::string what;
    std::string words;  // of the complaint: its first 200 characters, on one line; else ""
};

/// What stands in the way of an answer now that the network shows `seen` of the post; empty if nothing does.
/// A complaint is the latest one of the post's author among the posts below it; a post without an author has
/// none. `company` is the one that was praised.
std::optional<Obstacle> obstacle_in(networks::Parent const& seen, storage::Post const& post,
                                    std::optional<storage::CompanyId> const& company,
                                    storage::Read const& read, Complains const& complains);

/// Keeps what was seen of a post that has an obstacle: an author who blocks us has said stop, and edited
/// words take the place of those of before.
void keep_obstacle(storage::Write& write, storage::Post const& post, networks::Parent const& seen,
                   Signature const& signature, storage::Time now);

/// Asks the network for one post: what it shows now, to compose an answer against. Empty if there is nobody
/// to ask or nothing to ask for. Throws Refusal `gone`, `locked` or `blocked` (the item has left the queue by
/// then), `edited` (the new words are kept), `complained` or `unhappy` (the item stays), `unreachable`,
/// `too_early` with the seconds, or `no_more` (the network did not answer, or may not be asked now). Blocks
/// while the network is asked.
std::optional<networks::Parent> recheck_post(storage::Store& store, Answerers const& answerers,
                                             Item const& item, Settings const& settings, storage::Time now);

/// Looks at every post whose words are kept, some 20 hours after it was last seen: what is gone is forgotten,
/// what was edited has its new words and is classified again. What could not be seen for as long as the
/// network's policy names (delete_within_hours; 30 days where it names none) is forgotten as well, and so is
/// what was decided on 30 days ago. However many of these there are, one works at a time (the lease `look
/// again`). What it is given outlives it.
class Recheck {
public:
    /// What a stored post is with its words of now; empty if it would be no candidate.
    using Classifier = std::function<std::optional<storage::Candidate>(storage::Post const&)>;
    /// How many of so many posts of a network may be looked at now; where looking is paid for, less than all.
    using Allowance = std::function<int(std::string const& network, int wanted)>;

    /// `may_forget` is asked before words are emptied because of their age; what the network says is gone is
    /// forgotten in any case. Without a `signature` edited posts are recognised no more.
    Recheck(
        storage::Store& store, Answerers const& answerers, Clock const& clock, Classifier classifier,
        Complains complains, Allowance allowance, Signature signature = {},
        std::function<bool()> may_forget = [] { return true; });

    /// Does what is due and returns. A network that makes trouble is logged and the others go on. Throws only
    /// if the database fails. One thread.
    void run_once();

private:
    /// One network's share of a round. False if more posts could have been seen, and will be, but for the
    /// network's rate limit.
    bool look_round(std::string const& network);
    /// Asks for one post and keeps what it saw. Throws NetworkError.
    void look_at(storage::Post const& post);
    /// Keeps what was seen: forgotten, edited, complained of, locked, or still there.
    void take(storage::Post const& post, networks::Parent const& seen);
    /// With its new words. `now_is` is what they make of it; empty if they praise no more.
    void edited(storage::Write& write, storage::Post const& post, storage::TextSignature const& signature,
                std::optional<storage::Candidate> const& now_is);
    /// Posts there that nobody could look at for as long as they may be kept so.
    std::vector<storage::PostId> too_long_unseen(std::string const& network, int limit) const;
    /// The answer to that post goes back to the queue, if it has not begun to leave.
    void refuse_waiting(storage::Write& write, storage::Post const& post, std::string const& outcome);
    /// Empties the posts' words, names and addresses. `why` goes into the log and the outcome of what waited.
    void forget(std::vector<storage::PostId> const& posts, std::string_view why);

    storage::Store& store_;
    Answerers const& answerers_;
    Clock const& clock_;
    Classifier const classifier_;
    Complains const complains_;
    Allowance const allowance_;
    Signature const signature_;
    std::function<bool()> const may_forget_;
    Time const started_;
    storage::LeaseGuard lease_;
    /// By network, after a failure: when to ask it again, and whether it was its rate limit.
    struct Pause {
        Time until{};
        bool for_rate = false;
    };
    std::map<std::string, Pause> pauses_;
};

}  // namespace bot::desk
