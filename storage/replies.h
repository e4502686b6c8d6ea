#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// An answer that a person approved. By API: waiting, sending, then sent, refused or unknown. By hand:
/// opened, then sent, not_sent or unclear. Undone: taken back in time.
struct Reply {
    enum class Channel { api, hand };
    enum class State { waiting, sending, sent, refused, unknown, opened, not_sent, unclear, undone };

    ReplyId id;
    CandidateId candidate;
    std::string network;
    std::string post_key;
    std::optional<std::string> author_key;
    std::optional<std::string> thread_key;
    std::optional<CompanyId> company;
    bool invites = false;  // the words hold {link}
    Channel channel = Channel::api;
    State state = State::waiting;
    std::string words;         // with {link} where the invite link goes
    std::string words_sha256;  // of the words when they were approved
    OperatorId approved_by;
    Time approved_at{};
    Time send_at{};
    std::optional<std::string> sealed_token;
    std::string idempotency_key;
    std::optional<std::string> request;  // the exact bytes of the call
    std::optional<Time> sending_at;
    std::optional<Time> look_at;  // when it is next looked for at the network
    std::optional<Time> ended_at;
    std::optional<std::string> native_id;
    std::optional<std::string> url;
    std::optional<std::string> seen_words;
    std::optional<std::string> outcome;
};

/// How a reply ended.
struct ReplyEnd {
    Reply::State state = Reply::State::sent;
    std::optional<std::string> native_id, url, seen_words;
    std::optional<std::string> outcome;
};

namespace replies {

/// False, and nothing is added, if the post or the person has a reply that still counts.
bool add(Write& write, Reply const& reply);
std::optional<Reply> find(Read const& read, ReplyId const& id);
/// The newest one of the candidate.
std::optional<Reply> of(Read const& read, CandidateId const& candidate);
/// True if that person has a reply that still counts.
bool written_to(Read const& read, std::string const& author_key);

/// Those that wait to be sent to that person.
std::vector<Reply> waiting_for(Read const& read, std::string const& author_key);
/// The one that waits to be sent in answer to that post.
std::optional<Reply> waiting_on(Read const& read, std::string const& post_key);
/// By API, waiting, and due; oldest first.
std::vector<Reply> due(Read const& read, Time now, int limit);
std::vector<Reply> in_state(Read const& read, Reply::State state, int limit);
/// Unknown ones that are to be looked up at the network now.
std::vector<Reply> to_look_up(Read const& read, Time now, int limit);
/// Opened by hand after `since` and not seen at the network, whatever a person said of it; oldest first.
std::vector<Reply> unseen(Read const& read, Time since);
/// The others that count as the answer to the same post or the same person.
std::vector<Reply> in_its_place(Read const& read, Reply const& reply);
/// Whether an answer of ours is known to be that post.
bool is_ours(Read const& read, std::string const& network, std::string const& native_id);
/// Ended ones, latest first.
std::vector<Reply> recent(Read const& read, int limit);

/// Invitations since then that still count: at a network, for a company, in a thread.
long long count_at(Read const& read, std::string const& network, Time since);
long long count_for(Read const& read, CompanyId const& company, Time since);
long long count_in(Read const& read, std::string const& thread_key);

// Each of these is a compare-and-swap on the state: false if it was no longer the one expected.

/// waiting -> sending, with the bytes that are about to leave.
bool begin_sending(Write& write, ReplyId const& id, std::string const& request, Time now);
/// sending or waiting -> waiting: surely nothing left; may go from `send_at` on.
bool put_back(Write& write, ReplyId const& id, Time send_at, std::string const& outcome);
/// sending -> unknown; looked up from `look_at` on, or only a person can tell.
bool mark_unknown(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome);
/// unknown -> unknown: changes when it is looked up next.
bool look_later(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome);
/// unknown -> sending: the same bytes once more. The age of the key goes on counting from the first time.
bool send_again(Write& write, ReplyId const& id);
/// Opened by hand and not seen yet: looked for next from `look_at` on.
bool look_for(Write& write, ReplyId const& id, std::optional<Time> look_at);
/// Of one by hand, not seen yet, that ended so: keeps what the network shows of it.
bool keep_seen(Write& write, ReplyId const& id, ReplyEnd const& as);
/// Ends it and removes the token and the bytes.
bool end(Write& write, ReplyId const& id, Reply::State from, ReplyEnd const& how, Time now);

}  // namespace replies

std::string_view name_of(Reply::State state);
std::string_view name_of(Reply::Channel channel);

}  // namespace storage
