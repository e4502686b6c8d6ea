#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// An answer that a person approved.
///
///     by API   waiting → sending → sent | refused | unknown (→ sent | refused | sending)
///     by hand  opened → sent | not_sent | unclear
///
/// `undone` was taken back in time. What is not refused, undone or not_sent counts: unique keys allow one
/// such reply a post and one a person, for life. The table refuses one without operator, time and hash of the
/// words.
struct Reply {
    enum class Channel { api, hand };
    enum class State { waiting, sending, sent, refused, unknown, opened, not_sent, unclear, undone };

    ReplyId id;
    CandidateId candidate;  // may have several, of which one counts
    std::string network;
    std::string post_key;  // this and the next two as of the post
    std::optional<std::string> author_key;
    std::optional<std::string> thread_key;
    std::optional<CompanyId> company;  // known if it invites
    bool invites = false;              // the words hold {link}
    Channel channel = Channel::api;
    State state = State::waiting;
    std::string words;         // with {link} where the invite link goes
    std::string words_sha256;  // of the words when they were approved, in hex
    OperatorId approved_by;
    Time approved_at{};
    Time send_at{};                           // may leave from then on; before it can be undone
    std::optional<std::string> sealed_token;  // the invite token under the mail key, until it has ended
    std::string idempotency_key;              // unique
    std::optional<std::string>
        request;  // the exact bytes of the call, in base64; from just before it until the end
    std::optional<Time> sending_at;
    std::optional<Time> look_at;  // when it is next looked for at the network; absent: only a person can tell
    std::optional<Time> ended_at;
    std::optional<std::string> native_id;  // at the network, as url
    std::optional<std::string> url;
    std::optional<std::string> seen_words;  // as the network shows them, if not the approved ones
    std::optional<std::string> outcome;     // why it was refused or is unknown: a key of the messages
};

template <>
inline constexpr auto stored_words<Reply::Channel> = std::to_array<std::string_view>({"api", "hand"});
template <>
inline constexpr auto stored_words<Reply::State> = std::to_array<std::string_view>(
    {"waiting", "sending", "sent", "refused", "unknown", "opened", "not_sent", "unclear", "undone"});

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
/// The newest approval first.
std::vector<Reply> in_state(Read const& read, Reply::State state, int limit);
/// Unknown ones that are to be looked up at the network now.
std::vector<Reply> to_look_up(Read const& read, Time now, int limit);
/// Opened by hand after `since` and not seen at the network, whatever a person said of it; oldest first.
std::vector<Reply> unseen(Read const& read, Time since);
/// The others that count as the answer to the same post or the same person.
std::vector<Reply> rivals(Read const& read, Reply const& reply);
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
/// Those that wait and invite may go now, whatever they waited for: their season is over, and the sender
/// brings them back.
void hasten_invitations(Write& write, Time now);
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

/// Words a draft starts from. Who wrote it and who keeps it up to date are two people, by a `check` of the
/// table.
struct ReplyTemplate {
    TemplateId id;
    std::optional<std::string> seed_key;  // of the file in config/replies it came from; unique
    std::string name;
    std::string language;
    std::string occasion;  // team, person or quiet
    std::string words;     // with {name}, {company}, {person} and {link}
    std::string author;
    std::string steward;
    Time review_at{};
};

namespace reply_templates {

/// Adds it, or brings the row of the same seed key up to date.
void seed(Write& write, ReplyTemplate const& reply_template);
/// Those that are not retired, by language, occasion and name.
std::vector<ReplyTemplate> all(Read const& read);

}  // namespace reply_templates
}  // namespace storage
