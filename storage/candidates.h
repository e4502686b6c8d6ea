#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/posts.h"

namespace storage {

/// A post that may be praise, in the queue of the desk or once in it. One a post, for good: what was queued
/// once is never queued again.
struct Candidate {
    /// `quiet`: late or sensitive; such a post is thanked for, without an invitation.
    enum class Lane { likely, maybe, quiet };
    /// `answering`: a reply exists and has not ended. `gone`: the post can no longer be answered.
    enum class State { waiting, skipped, answering, answered, gone };

    CandidateId id;
    PostId post;  // unique
    std::optional<CompanyId> company;
    std::string label;                  // detect's: "praise", "complaint", …
    double praise = 0;                  // the probability, 0 to 1
    std::optional<std::string> credit;  // team, person or both
    std::optional<std::string> person;  // whom it names, as written
    std::optional<std::string> handle;  // by which it names the company, without @
    std::string reasons = "[]";         // JSON: [{"start","end","text","weight"}], offsets in code points
    std::string model;
    Lane lane = Lane::maybe;
    long long queue_key = 0;                 // see candidates::queue_key
    std::optional<CandidateId> demoted_for;  // the skipped one it is like, for which its key is a day lower
    State state = State::waiting;
    std::optional<OperatorId> held_by;  // together with held_until; the hold ends by itself then
    std::optional<Time> held_until;
    std::optional<Time> later_until;  // put off: not listed before
    Time created_at{};
    std::optional<Time> decided_at;  // when it left `waiting`
};

template <>
inline constexpr auto stored_words<Candidate::Lane> = std::to_array<std::string_view>({"likely", "maybe",
                                                                                       "quiet"});
template <>
inline constexpr auto stored_words<Candidate::State> =
    std::to_array<std::string_view>({"waiting", "skipped", "answering", "answered", "gone"});

/// A line of the queue's list.
struct QueueLine {
    CandidateId id;
    std::string network;
    std::optional<std::string> text;  // absent once the post's content was erased
    std::optional<Time> written_at;
    long long queue_key = 0;
    std::optional<std::string> held_by;  // the name of the operator who holds it now
};

/// Where a page of the queue ended.
struct QueueKey {
    long long key = 0;
    CandidateId id;
};

/// A candidate whose post shares a band with another post: their words may be nearly the same, which is the
/// caller's to compare.
struct SimilarCandidate {
    CandidateId id;
    std::string text;
};

/// The desk's queue. Its order is a stored key, so a page of it is a keyset look-up in the index
/// candidates_waiting (state, lane, queue_key desc, id), however long the queue is.
namespace candidates {

/// The queue's order: newest and surest first, so descending. Milliseconds since 1970; one unit of log-odds
/// is worth two hours of freshness. `praise` is cut to 10⁻⁶ … 1 − 10⁻⁶.
long long queue_key(Time found_at, double praise);

/// False, and nothing is added, if that post was ever queued before, or its author was invited or said stop.
bool add(Write& write, Candidate const& candidate);

std::optional<Candidate> find(Read const& read, CandidateId const& id);
/// That of the post.
std::optional<CandidateId> id_of(Read const& read, PostId const& post);

/// Waiting and not put off beyond `now`, best first; `after` is the last line of the page before.
std::vector<QueueLine> waiting(Read const& read, Candidate::Lane lane, Time now, int limit,
                               std::optional<QueueKey> const& after = {});
/// How long the list of waiting() is.
long long count_waiting(Read const& read, Candidate::Lane lane, Time now);
/// The first of the lane that is free or theirs.
std::optional<CandidateId> best_free(Read const& read, Candidate::Lane lane, OperatorId const& person,
                                     Time now);
/// The name of the operator who holds it now; empty if it is free or no longer waiting.
std::optional<std::string> holder(Read const& read, CandidateId const& id, Time now);
/// Skipped since `since`, latest first; `held_by` is absent.
std::vector<QueueLine> skipped(Read const& read, Time since, int limit);

/// Takes or renews the hold, by compare-and-swap. False if another operator holds it or it is no longer
/// waiting.
bool claim(Write& write, CandidateId const& id, OperatorId const& person, Time now, Time until);

/// Moves it on and ends the hold. False if it was not in `from`.
bool move(Write& write, CandidateId const& id, Candidate::State from, Candidate::State to, Time now);
/// Not listed before `until`, and the hold ends.
void put_off(Write& write, CandidateId const& id, Time until);
/// Some of one company become those of another; how many.
long long move_some(Write& write, CompanyId const& from, CompanyId const& into, int limit);
/// Empty: nobody knows which one is praised.
void set_company(Write& write, CandidateId const& id, std::optional<CompanyId> const& company);
/// Waiting ones whose post was written before `written_before` go to the quiet lane; how many did.
long long move_late(Write& write, Time written_before);
/// That of the post, if it waits, takes over what detection says now: label to model, key and lane. The quiet
/// lane keeps its own.
void reclassify(Write& write, PostId const& post, Candidate const& as);
/// Those of that author that wait or were skipped are gone for good.
void withdraw_author(Write& write, std::string const& author_key, Time now);
/// The post was removed at its network: if it waits or was skipped it is gone for good, else nothing changes
/// (false).
bool withdraw_post(Write& write, PostId const& post, Time now);

// A candidate that is like one that was skipped lies lower in the queue. Which may be alike is asked by the
// bands of TextSignature, an index each.

/// Waiting ones that share a band with that post and are not demoted yet; best first.
std::vector<SimilarCandidate> similar_waiting(Read const& read, PostId const& as, int limit);
/// Those that were skipped since then because they are no praise, the latest first.
std::vector<SimilarCandidate> similar_skipped(Read const& read, TextSignature const& as, Time since,
                                              int limit);

/// The key as if it were found a day earlier.
long long demoted(long long queue_key);
/// It lies lower from now on, if it waits and does not already.
void demote(Write& write, CandidateId const& id, CandidateId const& skipped);
/// That one was not to be skipped: what was demoted for it lies where it would without.
void undo_demotions(Write& write, CandidateId const& skipped);

}  // namespace candidates
}  // namespace storage
