#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/desk/answerers.h"
#include "bot/desk/reply_words.h"
#include "bot/desk/rules.h"
#include "bot/detect/reasons.h"
#include "storage/candidates.h"
#include "storage/companies.h"
#include "storage/posts.h"

// The candidates that wait for a person: one item, the lanes they are listed in, and what can be decided
// about one besides an answer.
namespace bot::desk {

/// A candidate with its post: what a decision is about.
struct Item {
    storage::Candidate candidate;
    storage::Post post;

    /// Late or sensitive: thank, do not invite.
    bool quiet(storage::Time now, Settings const& settings) const {
        return candidate.lane == storage::Candidate::Lane::quiet ||
               (post.written_at && *post.written_at < now - settings.late_after);
    }
};

/// The candidate and its post as they are stored. Throws Refusal `not_found` if there is no such candidate.
Item load_item(storage::Read const& read, storage::CandidateId const& id);

/// Claims the item until `until` for a decision made in the same transaction: it succeeds if the item waits
/// and nobody else has it. Throws Refusal `held` naming who has it, or `decided` if it no longer waits.
void take_lease(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
                storage::Time now, storage::Time until);

/// Adds the decision to the item's history. `what` is one of the words of storage/decisions; `reason` and
/// `words` are what the operator chose and typed.
void record_decision(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
                     std::string what, storage::Time now, std::optional<std::string> reason = {},
                     std::optional<std::string> words = {});

/// Why operators skip; "other" wants a note.
inline constexpr std::array<std::string_view, 7> skip_reasons{
    "not_praise", "product", "sarcasm", "own_people", "sensitive", "closed", "other"};

/// One lane as listed: a page of it, and how many wait there in all.
struct Lane {
    storage::Candidate::Lane lane = storage::Candidate::Lane::likely;
    std::vector<storage::QueueLine> lines;
    /// In the whole lane, not on this page alone.
    long long waiting = 0;
    /// Where the following page begins; absent on the last.
    std::optional<storage::QueueKey> next;
};

/// Of the candidates that people decided on since the month began, in UTC, how many were right. Of everybody
/// together: there is no such figure of one person.
struct ThisMonth {
    struct Share {
        long long right = 0, judged = 0;
        /// Below it a share would only look exact.
        bool enough() const { return judged >= 20; }
    };
    Share all, likely, maybe;
};

/// All that an operator needs to decide on one item, as it stands at one moment. A decision checks it all
/// again.
struct Card {
    enum class Author { unknown, never_written_to, written_to, said_stop };
    Item item;
    std::string network_title;
    std::size_t longest_reply = 0;  // as the server or the network's policy says; 0 if neither does
    std::optional<storage::Company> company;
    std::vector<detect::Reason> reasons;
    Rule rule = Rule::hand;
    Author author = Author::unknown;
    std::optional<storage::Time> like_skipped;  // when one with much the same words was skipped
    /// To be thanked without an invitation: late or sensitive.
    bool quiet = false;
    bool thread_has_one = false;         // a person in this thread was invited
    std::optional<std::string> held_by;  // another operator who holds it now
    bool season_over = false;  // no season takes nominations: thank, or wait for the next
    bool came_back = false;    // its answer invited to a season that ended before it left
    std::optional<std::string> earlier_words;  // an invitation that was written here and leads nowhere now
    bool mine = false;                   // held by the operator who asks
    /// What a person wrote here before, else from a template.
    Draft draft;

    /// It waits, and nobody else holds it.
    bool open() const { return item.candidate.state == storage::Candidate::State::waiting && !held_by; }
};

/// The candidates that wait, and what can be decided about them besides an answer. Reading changes nothing;
/// each change takes the lease in its own transaction (take_lease). Throws Refusal, and has then changed
/// nothing unless it is said. What it is given outlives it. Any thread.
class Queue {
public:
    Queue(storage::Store& store, Answerers const& answerers, Clock const& clock, Settings settings);

    /// A page of a lane, the most promising first, from `after` on. What was put off is not among them.
    Lane lane(storage::Candidate::Lane lane, int limit,
              std::optional<storage::QueueKey> const& after = {}) const;
    /// The best one that nobody else holds. Empty if none waits.
    std::optional<storage::CandidateId> next(storage::OperatorId const& person) const;
    /// Empty if there is no such item.
    std::optional<Card> card(storage::CandidateId const& id, storage::OperatorId const& person) const;

    /// Takes or renews the lease, and looks at the post again: if it is gone or cannot be answered, it leaves
    /// the queue; if it was edited, its new words are kept; if its author complains below it, it stays. Each
    /// is refused with the reason, and the lease is held all the same.
    void claim(storage::CandidateId const& id, storage::OperatorId const& person);
    /// `reason` is one of skip_reasons (refused `reason`, or `note` for "other" without words). If it is no
    /// praise, what waits and has similar words lies lower from now on.
    void skip(storage::CandidateId const& id, storage::OperatorId const& person, std::string const& reason,
              std::string const& words);
    /// Comes back by itself after a while.
    void later(storage::CandidateId const& id, storage::OperatorId const& person);
    /// Puts back what was skipped; what lay lower for it rises again. Refused `decided` if it is not skipped.
    void restore(storage::CandidateId const& id, storage::OperatorId const& person);
    /// Another company by its name, handle or alias; "" is none that we know. Refused `no_such_company`.
    void set_company(storage::CandidateId const& id, storage::OperatorId const& person,
                     std::string const& name);

    /// As people call the network.
    std::string title_of(std::string_view network) const;
    /// In the last 24 hours, the newest first.
    std::vector<storage::QueueLine> skipped_lately(int limit) const;
    /// By the last word on each candidate.
    ThisMonth this_month() const;
    /// Moves what has become late to the quiet lane.
    void move_late();

private:
    /// What waits and has much the same words lies as low as if it were a day older.
    void lower_similar(storage::Write& write, storage::CandidateId const& skipped) const;
    Draft draft(storage::Read const& read, Card const& card) const;

    storage::Store& store_;
    Answerers const& answerers_;
    Clock const& clock_;
    Settings const settings_;
};

}  // namespace bot::desk
