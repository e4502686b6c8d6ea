#include "bot/desk/sender.h"

#include "bot/base/kill_point.h"
#include "bot/base/log.h"
#include "bot/desk/recheck.h"
#include "storage/suppressions.h"

namespace bot::desk {

using networks::Composed;
using networks::NetworkError;
using storage::Reply;
using State = storage::Candidate::State;
using namespace std::chrono_literals;

namespace {

constexpr auto sender_lease = 2min;
constexpr int at_once = 20;
/// How long a server that honours idempotency keys is trusted to remember one.
constexpr auto key_lives = 1h;
/// After this long the program stops trying, and a person decides.
constexpr auto patience = 24h;

/// The call as it was stored before it was made.
Composed stored_call(Reply const& reply) {
    Composed composed;
    composed.request = from_base64(reply.request.value_or("")).value_or("");
    composed.idempotency_key = reply.idempotency_key;
    composed.length = composed.limit = composed.request.size();
    composed.tried_at = reply.sending_at;
    return composed;
}

}  // namespace

Sender::Sender(storage::Store& store, Desk const& desk, Answerers const& answerers, Clock const& clock)
    : store_(store),
      desk_(desk),
      answerers_(answerers),
      clock_(clock),
      lease_(store, "sender", sender_lease) {}

void Sender::run_once() {
    auto const now = clock_.now();
    if (!anything_to_do(now)) return;  // Taking the lease is a write.
    if (!lease_.take(now)) return;
    kill_point("sender.leased");
    // We are the only sender and send nothing now: what is `sending` was left so by one that died.
    for_each(storage::replies::in_state(store_, Reply::State::sending, 1000),
             [&](Reply const& reply) { mark_unknown(reply, "interrupted"); });
    kill_point("sender.adopted");
    for_each(storage::replies::to_look_up(store_, now, at_once), [&](Reply const& reply) { look_up(reply); });
    for_each(storage::replies::due(store_, now, at_once), [&](Reply const& reply) { send(reply); });
    lease_.release();
}

bool Sender::anything_to_do(Time now) const {
    storage::Read const read(store_);
    return !storage::replies::due(read, now, 1).empty() ||
           !storage::replies::to_look_up(read, now, 1).empty() ||
           !storage::replies::in_state(read, Reply::State::sending, 1).empty();
}

template <class Each>
void Sender::for_each(std::vector<Reply> const& replies, Each each) {
    for (auto const& reply : replies) {
        if (!lease_.renew(clock_.now())) return;
        try {
            each(reply);
        } catch (storage::Error const&) {
            throw;
        } catch (std::exception const& error) {
            log::error("a reply could not be worked on", {{"reply", reply.id}, {"why", error}});
        }
    }
}

void Sender::send(Reply const& reply) {
    networks::Errand const together(calls_of_an_answer);
    auto const composed = prepare(reply);
    if (!composed) return;
    kill_point("sender.composed");
    auto const now = clock_.now();
    auto const ours = store_.write([&, request = to_base64(composed->request)](storage::Write& write) {
        return lease_.held(write, now) && storage::replies::begin_sending(write, reply.id, request, now);
    });
    if (!ours) return;  // Undone meanwhile, or another sender took over.
    kill_point("sender.committed");
    call(reply, *composed);
}

std::optional<Composed> Sender::prepare(Reply const& reply) {
    auto const item = load_item(store_, reply.candidate);
    auto const why = reply.author_key ? storage::suppressions::find(store_, *reply.author_key) : std::nullopt;
    if (why == storage::suppressions::Why::stop) {
        refuse(reply, "said_stop", State::gone);
        return std::nullopt;
    }
    if (desk_.invitation_over(reply)) {
        refuse(reply, "season_over", State::waiting);
        return std::nullopt;
    }
    try {
        return composed_for(reply, item.post);
    } catch (NetworkError const& error) {
        put_off(reply, error);
        return std::nullopt;
    }
}

std::optional<Composed> Sender::composed_for(Reply const& reply, storage::Post const& post) {
    auto const answerer = answerers_.lock(reply.network);
    auto const approved = desk_.reload(reply, post);
    if (!answerer) {
        refuse(reply, "no_network", State::waiting);
    } else if (!approved) {
        log::error("a reply no longer is what was approved and is not sent", {{"reply", reply.id}});
        refuse(reply, "changed", State::waiting);
    } else if (auto const parent = answerer->look(approved->parent_id); still_there(reply, post, parent)) {
        kill_point("sender.looked");
        auto composed = answerer->compose(*approved, parent);
        if (composed.valid()) return composed;
        refuse(reply, "too_long", State::waiting);
    }
    return std::nullopt;
}

bool Sender::still_there(Reply const& reply, storage::Post const& post, networks::Parent const& parent) {
    auto const why = obstacle_in(parent, post, reply.company, store_, desk_.settings().complains);
    if (!why) return true;
    store_.write([&, now = clock_.now()](storage::Write& write) {
        keep_obstacle(write, post, parent, desk_.settings().signature, now);
    });
    bool const waits = parent.state == networks::Parent::State::there;
    refuse(reply, why->what == "unhappy" ? "complained" : why->what, waits ? State::waiting : State::gone);
    return false;
}

void Sender::call(Reply reply, Composed const& composed) {
    reply.state = Reply::State::sending;
    std::optional<networks::SentReply> sent;
    try {
        auto const answerer = answerers_.lock(reply.network);
        // Disconnected a moment ago: nothing left.
        if (!answerer) return refuse(reply, "no_network", State::waiting);
        sent = answerer->send(composed);
    } catch (networks::ReplyRefused const& refused) {
        using Parent = networks::Parent::State;
        log::warn("a network takes no answer to that post", {{"reply", reply.id}, {"why", refused}});
        return refuse(reply,
                      refused.state == Parent::gone     ? "gone"
                      : refused.state == Parent::locked ? "locked"
                                                        : "blocked",
                      State::gone);
    } catch (NetworkError const& error) {
        return error.maybe_sent ? mark_unknown(reply, "maybe_sent") : put_off(reply, error);
    } catch (std::exception const& error) {
        // An answer that we did not understand: it may well have been sent.
        log::error("a network's answer was not understood", {{"reply", reply.id}, {"why", error}});
        return mark_unknown(reply, "maybe_sent");
    }
    kill_point("sender.called");
    arrived(reply, *sent);
    kill_point("sender.recorded");
}

void Sender::look_up(Reply const& reply) {
    networks::Errand const together(calls_of_an_answer);
    auto const now = clock_.now();
    auto const age = now - reply.sending_at.value_or(now);
    auto const composed = stored_call(reply);
    std::optional<networks::SentReply> found;
    bool honours = false;
    try {
        auto const answerer = answerers_.lock(reply.network);
        if (!answerer) return look_later(reply, std::nullopt, "no_network");
        found = answerer->find(composed);
        honours = answerer->honours_idempotency();
    } catch (NetworkError const& error) {
        auto const wait = error.retry_after.value_or(60s);
        return look_later(reply, age < patience ? std::optional<Time>(now + wait) : std::nullopt,
                          "unreachable");
    }
    kill_point("sender.found");
    if (found) return arrived(reply, *found);
    if (honours && age < key_lives) return send_again(reply, composed);
    look_later(reply, std::nullopt, "absent");
}

void Sender::send_again(Reply const& reply, Composed const& composed) {
    auto const item = load_item(store_, reply.candidate);
    if (!desk_.reload(reply, item.post)) return look_later(reply, std::nullopt, "changed");
    if (desk_.invitation_over(reply)) return look_later(reply, std::nullopt, "season_over");
    auto const ours = store_.write([&, now = clock_.now()](storage::Write& write) {
        auto const alone =
            reply.author_key ? storage::suppressions::find(write, *reply.author_key) : std::nullopt;
        // Another account may be there by now, which knows nothing of what the first one sent.
        auto const kept = storage::replies::find(write, reply.id);
        return !alone && kept && kept->look_at && lease_.held(write, now) &&
               storage::replies::send_again(write, reply.id);
    });
    if (!ours) return look_later(reply, std::nullopt, "absent");
    kill_point("sender.again");
    call(reply, composed);
}

void Sender::arrived(Reply const& reply, networks::SentReply const& sent) {
    auto const seen = sent.words ? desk_.other_words(reply, *sent.words) : std::nullopt;
    store_.write([&, now = clock_.now()](storage::Write& write) {
        end_reply(write, reply, {Reply::State::sent, sent.native_id, sent.url, seen, {}}, State::answered,
                  now);
    });
    log::info("a reply was sent", {{"reply", reply.id}, {"network", log::vouched(reply.network)}});
}

void Sender::refuse(Reply const& reply, std::string const& outcome, State next) {
    store_.write([&, now = clock_.now()](storage::Write& write) {
        end_reply(write, reply, {Reply::State::refused, {}, {}, {}, outcome}, next, now);
    });
    log::warn("a reply was not sent", {{"reply", reply.id}, {"why", log::vouched(outcome)}});
}

void Sender::put_off(Reply const& reply, NetworkError const& error) {
    using Class = NetworkError::Class;
    log::warn("a reply did not leave", {{"reply", reply.id}, {"why", error}});
    auto const again = clock_.now() + error.retry_after.value_or(60s);
    if (error.error_class == Class::auth) return refuse(reply, "auth", State::waiting);
    if (error.error_class == Class::ours) return refuse(reply, "not_taken", State::waiting);
    if (again > reply.approved_at + patience) return refuse(reply, "unreachable", State::waiting);
    store_.write(
        [&](storage::Write& write) { storage::replies::put_back(write, reply.id, again, "unreachable"); });
}

void Sender::mark_unknown(Reply const& reply, std::string const& outcome) {
    log::warn("it is unknown whether a reply was sent",
              {{"reply", reply.id}, {"why", log::vouched(outcome)}});
    store_.write([&, now = clock_.now()](storage::Write& write) {
        storage::replies::mark_unknown(write, reply.id, now, outcome);
    });
}

void Sender::look_later(Reply const& reply, std::optional<Time> at, std::string const& outcome) {
    store_.write([&](storage::Write& write) { storage::replies::look_later(write, reply.id, at, outcome); });
}

}  // namespace bot::desk
