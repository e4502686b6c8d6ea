#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

// What nominators send: the nomination, by what it may look like others, the question asked later, the story
// shown.

namespace storage {

/// One person's thanks to one company in a season, in the category that stood out. Counted at most once for a
/// person and company of a season: a unique key keeps it so. Who leaves is withdrawn, void or erased; the row
/// stays, as the public log names it.
struct Nomination {
    enum class State { unconfirmed, counted, withdrawn, voided, expired };
    enum class Credit { team, person, both };
    enum class Evidence { invited, cold };

    NominationId id = NominationId::random();
    std::string season;
    std::string category;
    CompanyId company;
    State state = State::unconfirmed;
    std::string person_hash;  // keyed, of the folded mail address; the id once people were forgotten
    std::optional<std::string> sealed_mail;  // absent once erased or forgotten
    std::optional<std::string> story;        // absent once erased
    std::string story_sha256;
    std::optional<int> empathy, knowledge, professionalism;  // 1 to 5; absent if not given
    bool excellent = false;
    Credit credit = Credit::team;
    std::optional<std::string> sealed_person;  // whom they named; for the company alone
    bool may_publish = false;
    bool may_ask = false;
    std::string language;
    Evidence evidence = Evidence::cold;
    std::optional<std::string> token_hash;  // of the invitation, until confirmed
    std::string confirm_hash;               // of the private link; unique
    Time created_at{};
    Time expires_at{};  // when an unconfirmed one is given up
    std::optional<Time> confirmed_at;
    std::optional<Time> erased_at;
    // What the public log carries; set once counted.
    std::optional<std::string> confirmed_day;   // "2026-11-22", UTC
    std::optional<long long> weight;            // micro-points before grouping
    std::optional<std::string> group_ids;       // JSON: sorted opaque ids
    std::optional<std::string> salt;            // 32 random bytes in base64
    std::optional<std::string> private_record;  // canonical JSON
    std::optional<long long> log_index;
    std::optional<std::string> void_reason;
    // Of all that count of this person, the one by which the person is counted: in the season, in the
    // category.
    bool first_in_season = false, first_in_category = false;
};

template <>
inline constexpr auto stored_words<Nomination::State> =
    std::to_array<std::string_view>({"unconfirmed", "counted", "withdrawn", "void", "expired"});
template <>
inline constexpr auto stored_words<Nomination::Credit> = std::to_array<std::string_view>({"team", "person",
                                                                                          "both"});
template <>
inline constexpr auto stored_words<Nomination::Evidence> = std::to_array<std::string_view>({"invited",
                                                                                            "cold"});

/// Whatever changes what counts marks the board in the same write: see board_changes in standings.h.
namespace nominations {

/// Throws Error (`broken`) if the confirm_hash or the counted voice is there already.
void add(Write&, Nomination const& nomination);

/// In any state, erased ones too.
std::optional<Nomination> find(Read const&, NominationId const& nomination);
/// By the keyed hash of the token in the nominator's private link.
std::optional<Nomination> find_by_link(Read const&, std::string const& confirm_hash);
/// All of one person in a season, in any state, the oldest first.
std::vector<Nomination> of_person(Read const&, std::string const& season, std::string const& person_hash);
/// Some of a company, in any state and season; or those of a season in one state, by id. For going through
/// all of them, some in a write.
std::vector<Nomination> some_of(Read const&, CompanyId const& company, int limit);
std::vector<Nomination> some_of(Read const&, CompanyId const& company, std::string const& season,
                                Nomination::State state, int limit);
/// How many of a company and season are in that state; counts no further than `most`.
long long count_of(Read const&, CompanyId const& company, std::string const& season, Nomination::State state,
                   long long most);
/// Unconfirmed ones whose time is over, the longest first.
std::vector<Nomination> overdue(Read const&, Time now, int limit);
/// The newest first, for the operators; with `after`, those that follow that one, or none if it is gone.
/// Keyset paging by the index nominations_by_time.
std::vector<Nomination> recent(Read const&, int limit, std::optional<NominationId> const& after = {});

/// Writes every column but the id: the caller read the row in the same write.
void update(Write&, Nomination const& nomination);
/// An unconfirmed one that became part of another row, with its signals and its burst. Others keep their row.
void remove(Write&, NominationId const& nomination);

/// How many of a season are in that state; counts no further than `most`.
long long count(Read const&, std::string const& season, Nomination::State state, long long most);

/// Ids of a season's nominations by the time they were made, after that one; for going through all of them.
std::vector<NominationId> of_season(Read const&, std::string const& season, NominationId const& after,
                                    int limit);
/// Takes the address, the keyed hash of the person and the signals out of it.
void forget_person(Write&, NominationId const& nomination);

}  // namespace nominations

/// A story that others of its company, season and hour are compared with, as it said something first.
struct Burst {
    NominationId leader;
    Time began_at{};
    std::string sketch;  // base64; see bot/text/near_duplicate.h
};

namespace bursts {

/// Harmless if said before.
void begin(Write&, Nomination const& nomination, std::string const& sketch);
/// The newest first.
std::vector<Burst> since(Read const&, std::string const& season, CompanyId const& company, Time since,
                         int limit);
/// Those that began before; at most so many at a time.
void remove_before(Write&, Time before, int limit);

}  // namespace bursts

/// Something by which nominations may look alike, as a keyed hash. One of a kind for a nomination; removed 30
/// days after the season.
struct NominationSignal {
    /// "prefix", "prefix_wide", "mail_domain", "mail_server", "burst" or "name_run".
    std::string signal;
    std::string value_hash;
};

namespace nomination_signals {

/// The first of its kind stays.
void add(Write&, NominationId const& nomination, NominationSignal const& signal);
/// By kind.
std::vector<NominationSignal> of(Read const&, NominationId const& nomination);
/// How many forms bear this value since then, whatever became of them; counts no further than `most`.
long long sent_since(Read const&, NominationSignal const& signal, Time since, long long most);
void remove(Write&, NominationId const& nomination);

}  // namespace nomination_signals

/// "Did it end well?", asked once of those who agreed. One a nomination.
struct FollowUp {
    NominationId nomination;
    Time due_at{};
    std::optional<Time> asked_at;
    std::optional<std::string> answer;  // "yes", "partly" or "no"
    std::optional<Time> answered_at;
    std::optional<std::string> answer_hash;  // of the link in the mail, keyed; unique, absent until asked
};

namespace follow_ups {

/// For a nomination that is stored. Harmless if it is planned already.
void plan(Write&, NominationId const& nomination, Time due_at);
/// Not yet asked; the longest due first.
std::vector<FollowUp> due(Read const&, Time now, int limit);
/// False if it was asked meanwhile.
bool ask(Write&, NominationId const& nomination, std::string const& answer_hash, Time now);
std::optional<FollowUp> find(Read const&, NominationId const& nomination);
std::optional<FollowUp> find_by_link(Read const&, std::string const& answer_hash);
/// The first answer stays: false if there was one.
bool answer(Write&, NominationId const& nomination, std::string const& words, Time now);
/// Not to be asked, or the answer is to be forgotten.
void remove(Write&, NominationId const& nomination);
/// How many of a season have no answer, asked or not; counts no further than `most`.
long long unanswered(Read const&, std::string const& season, long long most);

}  // namespace follow_ups

/// What a nominator wrote and agreed to see published, once an operator has read it too: a view of the
/// nomination.
struct Story {
    NominationId nomination;
    CompanyId company;
    std::string company_slug, company_name;
    std::string category;
    std::string words;
    std::string language;
    std::string day;  // "2026-11-22", of its confirmation
    Time approved_at{};
};

namespace stories {

/// An operator read the words with that hash (Nomination::story_sha256) and lets them be shown: those, and no
/// others that may take their place later. False, and nothing changes, unless the nomination counts, its
/// nominator agreed, and its words are still those and not shown yet. Marks the company's pages.
bool approve(Write&, NominationId const& nomination, std::string const& story_sha256, Time now);
/// Takes it off the pages again. False if it was not shown.
bool hide(Write&, NominationId const& nomination, Time now);

/// How many of a season may be shown by their nominators' word, and no operator shows them (yet); counts no
/// further than `most`.
long long unread(Read const&, std::string const& season, long long most);
/// Whether an operator let its words of now be shown.
bool approved(Read const&, NominationId const& nomination);

/// Those that may be shown now, newest approval first; of one company, or (empty) of all active ones.
std::vector<Story> shown(Read const&, std::string const& season, CompanyId const& company, int limit);

}  // namespace stories
}  // namespace storage
