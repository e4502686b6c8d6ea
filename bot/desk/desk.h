#pragma once

#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/desk/answerers.h"
#include "bot/desk/queue.h"
#include "storage/replies.h"

namespace bot::nominate {
class Invitations;
}

namespace bot::desk {

/// What a person says became of an answer that no program could see. `unclear` counts as sent: nobody is
/// invited twice.
enum class Settled { sent, not_sent, unclear };

/// The words as they go out, for the person who sends them by hand.
struct HandOver {
    storage::Reply reply;
    /// With the invite link in them, and whom they answer in front where the network wants that.
    std::string words;
    /// What to open in the browser: the network's own composer with the words in it, else the post; "" if it
    /// has no address.
    std::string open;
};

/// Where a person answers, and the only maker of ApprovedReply: no reply leaves without an operator having
/// approved exactly its words. Throws Refusal, and has then changed nothing but what recheck_post() saw. Any
/// thread.
class Desk {
public:
    Desk(storage::Store& store, Answerers const& answerers, nominate::Invitations const& invitations,
         Keys const& keys, Clock const& clock, Settings settings);

    /// The operator's own words, with {link} once to invite or without it to thank only. Takes the lease if
    /// nobody else has it. By API it is sent once the time to undo is over; by hand it is opened: post and
    /// person are reserved, and hand_over() has the words. The post is fetched first (recheck_post), so this
    /// blocks. Refused besides: `season_over` (no season takes nominations, so no link leads anywhere), `quiet`
    /// and `no_company` (no invitation here), `by_hand_only`, `too_long`
    /// with what the network would count, `said_stop` and `written_to`, and what take_lease() and
    /// check_caps() refuse.
    storage::Reply approve(storage::CandidateId const& id, storage::OperatorId const& person,
                           std::string const& typed, storage::Reply::Channel channel);
    /// Takes back what has not begun to leave; the candidate waits again, its words kept as the draft.
    /// Refused `too_late` once the sender has it.
    void undo(storage::ReplyId const& id, storage::OperatorId const& person);
    /// Of an answer that is opened by hand. Refused `settled` if it is not (any more), `season_over_opened` if
    /// the season that it invites to is over, `changed` if the words are no longer those approved.
    HandOver hand_over(storage::ReplyId const& id) const;
    /// Ends an answer that is opened, or unknown. `sent` and `unclear`: the item is answered and the person
    /// is not written to again. `not_sent`: the item waits again. An unknown one must be one or the other
    /// (refused `one_or_the_other`); `settled` if it has ended already.
    void settle(storage::ReplyId const& id, storage::OperatorId const& person, Settled how);

    /// The approved words made ready to leave. Empty if they are no longer what was approved, or their link
    /// is lost: such a row is never sent.
    std::optional<networks::ApprovedReply> reload(storage::Reply const& reply,
                                                  storage::Post const& post) const;
    /// Whether it invites to a season that is over: it must not leave (any more).
    bool invitation_over(storage::Reply const& reply) const;
    /// The words that the network shows, if they are not the approved ones; without the invite token.
    std::optional<std::string> other_words(storage::Reply const& reply, std::string const& seen) const;

    Settings const& settings() const { return settings_; }

private:
    /// The approved words with their link; empty if the row is no longer what was approved.
    std::optional<std::string> text_of(storage::Reply const& reply) const;
    /// Whether this reply may be given at all, without asking the network.
    void check_allowed(Item const& item, storage::Reply const& reply) const;
    /// Whether the network would take it: composed and measured, not sent.
    /// `seen` is empty where nobody could look at the post.
    void check_fits(Item const& item, storage::Reply const& reply,
                    std::optional<networks::Parent> const& seen) const;
    std::string invite_link(std::string const& token) const;

    storage::Store& store_;
    Answerers const& answerers_;
    nominate::Invitations const& invitations_;
    Keys const& keys_;
    Clock const& clock_;
    Settings const settings_;
};

/// Ends a reply and moves its candidate on, in one: answered, and the person is not written to again, if
/// `how` counts as written to, else to `otherwise`. False if the reply was no longer in the state it was read
/// in.
bool end_reply(storage::Write& write, storage::Reply const& reply, storage::ReplyEnd const& how,
               storage::Candidate::State otherwise, storage::Time now);

}  // namespace bot::desk
