#pragma once

#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/desk/answerers.h"
#include "bot/desk/desk.h"
#include "storage/leases.h"

namespace bot::desk {

/// Sends what was approved, exactly once as far as the network allows: a row is `sending`, with the exact
/// bytes of the call, before the call is made; whatever may have left and was not confirmed is `unknown`
/// until it was looked up or a person says. Never sends blindly twice. However many senders there are, one
/// works at a time.
class Sender {
public:
    Sender(storage::Store& store, Desk const& desk, Answerers const& answerers, Clock const& clock);

    /// Does what is due and returns; a reply that makes trouble is logged and the others go on. Throws only
    /// if the database fails. One thread.
    void run_once();

private:
    bool anything_to_do(Time now) const;
    void send(storage::Reply const& reply);
    void look_up(storage::Reply const& reply);
    void send_again(storage::Reply const& reply, networks::Composed const& composed);
    /// The call itself, for a row that is `sending`.
    void call(storage::Reply reply, networks::Composed const& composed);

    /// Looks at the post again and composes. Empty if the reply was refused or put off instead.
    std::optional<networks::Composed> prepare(storage::Reply const& reply);
    std::optional<networks::Composed> composed_for(storage::Reply const& reply, storage::Post const& post);
    /// True if the post can be answered as it was read; else the reply is refused.
    bool still_there(storage::Reply const& reply, storage::Post const& post, networks::Parent const& parent);

    void arrived(storage::Reply const& reply, networks::SentReply const& sent);
    void refuse(storage::Reply const& reply, std::string const& outcome, storage::Candidate::State next);
    /// Surely nothing left: later again if that may help, else refused.
    void put_off(storage::Reply const& reply, networks::NetworkError const& error);
    void mark_unknown(storage::Reply const& reply, std::string const& outcome);
    void look_later(storage::Reply const& reply, std::optional<Time> at, std::string const& outcome);

    template <class Each>
    void for_each(std::vector<storage::Reply> const& replies, Each each);

    storage::Store& store_;
    Desk const& desk_;
    Answerers const& answerers_;
    Clock const& clock_;
    storage::LeaseGuard lease_;
};

}  // namespace bot::desk
