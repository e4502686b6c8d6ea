#include "bot/desk/own_timeline.h"

#include <algorithm>
#include <iterator>

#include "bot/base/log.h"
#include "storage/leases.h"
#include "storage/suppressions.h"

namespace bot::desk {

using networks::NetworkError;
using networks::OwnReply;
using storage::Reply;
using storage::ReplyEnd;
using State = storage::Candidate::State;
using namespace std::chrono_literals;

namespace {

constexpr auto timeline_lease = 5min;
constexpr auto awaited_for = 24h;
constexpr std::chrono::milliseconds first_look = 1min, longest_pause = 15min;
/// How far a network's clock and ours may be apart.
constexpr auto apart = 1min;
/// A network may list what was written late.
constexpr auto overlap = 15min;

bool is_due(Reply const& reply, Time now) {
    return reply.look_at.value_or(reply.approved_at + first_look) <= now;
}

/// Of several opened for one post, the one that was opened last before the answer was written.
Reply const* meant(std::vector<Reply> const& awaited, std::string const& post, Time written_at) {
    Reply const* latest = nullptr;
    for (auto const& reply : awaited)
        if (reply.post_key == post && reply.approved_at - apart <= written_at) latest = &reply;
    return latest;
}

/// What was opened or waits in the place of an answer that arrived after all is withdrawn. False if one is on
/// its way to the network: nobody knows yet whether it stands.
bool make_room(storage::Write& write, Reply const& arrived, Time now) {
    using Other = Reply::State;
    auto const others = storage::replies::rivals(write, arrived);
    if (std::ranges::any_of(others, [](Reply const& other) {
            return other.state == Other::sending || other.state == Other::unknown;
        }))
        return false;
    for (auto const& other : others)
        if (other.state == Other::waiting || other.state == Other::opened)
            end_reply(write, other, {Other::undone, {}, {}, {}, "answered"}, State::waiting, now);
    return true;
}

/// A person said that it was not sent, and it is there.
bool revive(storage::Write& write, Reply const& reply, ReplyEnd how, Time now) {
    if (!make_room(write, reply, now)) return false;
    if (!storage::replies::rivals(write, reply).empty()) {
        how.state = Reply::State::not_sent;
        how.outcome = "found_second";
        storage::replies::keep_seen(write, reply.id, how);
        return true;
    }
    how.outcome = "found_after_all";
    end_reply(write, reply, how, State::answered, now);
    for (auto const from : {State::waiting, State::skipped})
        storage::candidates::move(write, reply.candidate, from, State::answered, now);
    return true;
}

}  // namespace

OwnTimeline::OwnTimeline(storage::Store& store, Desk const& desk,
                         std::vector<networks::Network> const& networks, Keys const& keys, Clock const& clock)
    : store_(store), desk_(desk), networks_(networks), keys_(keys), clock_(clock) {}

void OwnTimeline::run_once() {
    auto const now = clock_.now();
    auto const awaited = storage::replies::unseen(store_, now - awaited_for);
    std::vector<std::pair<networks::Network const*, std::vector<Reply>>> due;
    for (auto const& network : networks_) {
        std::vector<Reply> there;
        std::ranges::copy_if(awaited, std::back_inserter(there),
                             [&](Reply const& reply) { return reply.network == network.name; });
        bool const now_due = std::ranges::any_of(there, [&](Reply const& each) { return is_due(each, now); });
        if (now_due && network.account && network.signed_in()) due.emplace_back(&network, std::move(there));
    }
    if (due.empty()) return;  // Taking the lease is a write.
    storage::LeaseGuard lease(store_, "own timeline", timeline_lease);
    if (!lease.take(now)) return;
    for (auto const& [network, there] : due) read(*network, there);
}

void OwnTimeline::read(networks::Network const& network, std::vector<Reply> const& awaited) {
    auto const now = clock_.now();
    auto& read_until = read_until_[network.name];
    try {
        auto const since = std::max(awaited.front().approved_at - apart, read_until - overlap);
        auto const found = network.account->recent_replies(since);
        if (take_all(found, awaited)) read_until = now;
        look_later(awaited, 0s);
    } catch (NetworkError const& error) {
        log::warn("our own timeline could not be read",
                  {{"network", log::vouched(network.name)}, {"why", error}});
        look_later(awaited, error.retry_after.value_or(0s));
    }
}

bool OwnTimeline::take_all(std::vector<OwnReply> const& found, std::vector<Reply> const& awaited) {
    bool all = true;
    for (auto const& one : found) {
        if (one.in_reply_to.empty()) continue;
        auto const key = post_key(keys_, awaited.front().network, one.in_reply_to);
        if (auto const* reply = meant(awaited, key, one.written_at)) all = take(*reply, one) && all;
    }
    return all;
}

/// False if that has to wait for another answer to end.
bool OwnTimeline::take(Reply const& awaited, OwnReply const& found) {
    auto const other_words = desk_.other_words(awaited, found.words);
    bool const taken = store_.write([&, now = clock_.now()](storage::Write& write) {
        auto const reply = storage::replies::find(write, awaited.id);
        if (!reply || reply->native_id || storage::replies::is_ours(write, reply->network, found.native_id))
            return true;
        ReplyEnd const how{Reply::State::sent, found.native_id, found.url, other_words, "found"};
        if (reply->state == Reply::State::not_sent) return revive(write, *reply, how, now);
        if (reply->state == Reply::State::sent)
            storage::replies::keep_seen(write, reply->id, how);
        else
            end_reply(write, *reply, how, State::answered, now);
        return true;
    });
    if (taken)
        log::info("a reply by hand was seen in our timeline",
                  {{"reply", awaited.id}, {"network", log::vouched(awaited.network)}});
    return taken;
}

void OwnTimeline::look_later(std::vector<Reply> const& awaited, std::chrono::seconds at_least) {
    store_.write([&, now = clock_.now()](storage::Write& write) {
        for (auto const& reply : awaited) {
            auto const pause =
                std::clamp<std::chrono::milliseconds>(now - reply.approved_at, first_look, longest_pause);
            storage::replies::look_for(write, reply.id,
                                       now + std::max<std::chrono::milliseconds>(pause, at_least));
        }
    });
}

}  // namespace bot::desk
