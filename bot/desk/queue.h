#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/desk/answerers.h"
#include "bot/desk/draft.h"
#include "bot/desk/item.h"
#include "bot/desk/rule.h"
#include "bot/desk/settings.h"
#include "bot/detect/reasons.h"
#include "storage/companies.h"

namespace bot::desk {

/// Why operators skip; "other" wants a note.
inline constexpr std::array<std::string_view, 7> skip_reasons{
    "not_praise", "product", "sarcasm", "own_people", "sensitive", "closed", "other"};

/// One lane as listed: a page of it, and how many wait there in all.
struct Lane {
    storage::Candidate::Lane lane = storage::Candidate::Lane::likely;
    std::vector<storage::QueueLine> lines;
    long long waiting = 0;
    std::optional<storage::QueueKey> next;  // where the following page begins; absent on the last
};

/// Of the finds that people judged since the month began, in UTC, how many were right. Of everybody together.
struct ThisMonth {
    struct Share {
        long long right = 0, judged = 0;
        /// Below it a share would only look exact.
        bool enough() const { return judged >= 20; }
    };
    Share all, likely, maybe;
};

/// All that an operator needs to decide on one item.
struct Card {
    enum class Author { unknown, never_written_to, written_to, said_stop };
    Item item;
    std::string network_title;
    std::size_t longest_reply = 0;  // as the network's policy says; 0 if it does not
    std::optional<storage::Company> company;
    std::vector<detect::Reason> reasons;
    Rule rule = Rule::hand;
    Author author = Author::unknown;
    std::optional<storage::Time> like_skipped;  // when one with much the same words was skipped
    bool quiet = false;
    bool thread_has_one = false;         // somebody in this thread was invited
    std::optional<std::string> held_by;  // another operator who holds it now
    bool mine = false;                   // held by the operator who asks
    Draft draft;

    /// It waits, and nobody else holds it.
    bool open() const { return item.candidate.state == storage::Candidate::State::waiting && !held_by; }
};

/// The finds that wait, and what can be decided about them besides an answer. Reading changes nothing; each
/// change holds the lease. Throws Refusal. Any thread.
class Queue {
public:
    Queue(storage::Store& store, Answerers const& answerers, Clock const& clock, Settings settings);

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
    /// If it is no praise, what waits and is like it lies lower from now on.
    void skip(storage::CandidateId const& id, storage::OperatorId const& person, std::string const& reason,
              std::string const& words);
    /// Comes back by itself after a while.
    void later(storage::CandidateId const& id, storage::OperatorId const& person);
    void restore(storage::CandidateId const& id, storage::OperatorId const& person);
    /// Another company by its name, handle or alias; "" is none that we know.
    void set_company(storage::CandidateId const& id, storage::OperatorId const& person,
                     std::string const& name);

    /// As people call the network.
    std::string title_of(std::string_view network) const;
    std::vector<storage::QueueLine> skipped_lately(int limit) const;
    ThisMonth this_month() const;
    /// Moves what has become late to the quiet lane.
    void move_late();

private:
    void lower_alike(storage::Write& write, storage::CandidateId const& skipped) const;
    Draft draft(storage::Read const& read, Card const& card) const;

    storage::Store& store_;
    Answerers const& answerers_;
    Clock const& clock_;
    Settings const settings_;
};

/// Looks at the post at its network, if that can be asked: what it shows, to be composed against. Empty if
/// there is nobody to ask or nothing to ask for. Throws Refusal as Queue::claim says, after keeping what was
/// seen.
std::optional<networks::Parent> recheck_post(storage::Store& store, Answerers const& answerers,
                                             Item const& item, Complains const& complains, storage::Time now);

}  // namespace bot::desk
