#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A find that waits for a person, or waited.
struct Candidate {
    /// `quiet`: late or sensitive; such a post is thanked for, without an invitation.
    enum class Lane { likely, maybe, quiet };
    /// `answering`: a reply exists and has not ended. `gone`: the post can no longer be answered.
    enum class State { waiting, skipped, answering, answered, gone };

    CandidateId id;
    PostId post;
    std::optional<CompanyId> company;
    std::string label;
    double praise = 0;
    std::optional<std::string> credit;  // team, person or both
    std::optional<std::string> person;  // whom it names, as written
    std::optional<std::string> handle;  // by which it names the company, without @
    std::string reasons = "[]";         // JSON: [{"start","end","text","weight"}], offsets in code points
    std::string model;
    Lane lane = Lane::maybe;
    long long queue_key = 0;
    std::optional<CandidateId> like_skipped;  // the skipped one for which its key is lower
    State state = State::waiting;
    std::optional<OperatorId> held_by;
    std::optional<Time> held_until;
    std::optional<Time> later_until;
    Time created_at{};
    std::optional<Time> decided_at;
};

/// A line of the queue's list.
struct QueueLine {
    CandidateId id;
    std::string network;
    std::optional<std::string> text;
    std::optional<Time> written_at;
    long long queue_key = 0;
    std::optional<std::string> held_by;  // the name of the operator who holds it now
};

/// Where a page of the queue ended.
struct QueueKey {
    long long key = 0;
    CandidateId id;
};

namespace candidates {

/// The queue's order, stored with the candidate: newest and surest first, descending. One unit of log-odds is
/// worth two hours of freshness.
long long queue_key(Time found_at, double praise);

/// False, and nothing is added, if that post was ever queued before, or its author was invited or said stop.
bool add(Write& write, Candidate const& candidate);

std::optional<Candidate> find(Read const& read, CandidateId const& id);
/// That of the post.
std::optional<CandidateId> id_of(Read const& read, PostId const& post);

/// Waiting and not put off beyond `now`, best first; `after` is the last line of the page before.
std::vector<QueueLine> waiting(Read const& read, Candidate::Lane lane, Time now, int limit,
                               std::optional<QueueKey> const& after = {});
long long count_waiting(Read const& read, Candidate::Lane lane, Time now);
/// The first of the lane that is free or theirs.
std::optional<CandidateId> best_free(Read const& read, Candidate::Lane lane, OperatorId const& person,
                                     Time now);
/// The name of the operator who holds it now.
std::optional<std::string> holder(Read const& read, CandidateId const& id, Time now);
/// Skipped since `since`, latest first.
std::vector<QueueLine> skipped(Read const& read, Time since, int limit);

/// Takes or renews the lease. False if another operator holds it or it is no longer waiting.
bool claim(Write& write, CandidateId const& id, OperatorId const& person, Time now, Time until);
/// Gives the lease back if that operator has it.
void release(Write& write, CandidateId const& id, OperatorId const& person);

/// Moves it on and drops the lease. False if it was not in `from`.
bool move(Write& write, CandidateId const& id, Candidate::State from, Candidate::State to, Time now);
void put_off(Write& write, CandidateId const& id, Time until);
void set_company(Write& write, CandidateId const& id, std::optional<CompanyId> const& company);
/// Waiting ones whose post was written before `written_before` go to the quiet lane; how many did.
long long move_late(Write& write, Time written_before);
/// Those of that author that wait or were skipped are gone for good.
void withdraw_author(Write& write, std::string const& author_key, Time now);
/// The post was removed at its network: if it waits or was skipped it is gone for good, else nothing changes
/// (false).
bool withdraw_post(Write& write, PostId const& post, Time now);

}  // namespace candidates

std::string_view name_of(Candidate::Lane lane);
std::string_view name_of(Candidate::State state);

}  // namespace storage
