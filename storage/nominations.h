#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// One person's thanks to one company in one category of a season.
struct Nomination {
    enum class State { unconfirmed, counted, withdrawn, voided, expired };
    enum class Credit { team, person, both };
    enum class Evidence { invited, cold };

    NominationId id = NominationId::random();
    std::string season;
    std::string category;
    CompanyId company;
    State state = State::unconfirmed;
    std::string person_hash;  // keyed, of the folded mail address
    std::optional<std::string> sealed_mail;
    std::optional<std::string> story;
    std::string story_sha256;
    std::optional<int> empathy, knowledge, professionalism;  // 1 to 5
    bool excellent = false;
    Credit credit = Credit::team;
    std::optional<std::string> sealed_person;  // whom they named; for the company alone
    bool may_publish = false;
    bool may_ask = false;
    std::string language;
    Evidence evidence = Evidence::cold;
    std::optional<std::string> token_hash;  // of the invitation, until confirmed
    std::string confirm_hash;               // of the private link
    Time created_at{};
    Time expires_at{};  // when an unconfirmed one is given up
    std::optional<Time> confirmed_at;
    std::optional<Time> erased_at;
    // What the public log carries; set once counted.
    std::optional<std::string> confirmed_day;   // "2026-11-22", UTC
    std::optional<long long> weight;            // micro-points before splits and groups
    std::optional<long long> split;             // companies this person nominated in the category
    std::optional<std::string> group_ids;       // JSON: sorted opaque ids
    std::optional<std::string> salt;            // 32 random bytes in base64
    std::optional<std::string> private_record;  // canonical JSON
    std::optional<long long> log_index;
    std::optional<std::string> void_reason;
};

std::string_view name_of(Nomination::State state);  // `voided` is "void"
std::string_view name_of(Nomination::Credit credit);
std::string_view name_of(Nomination::Evidence evidence);

namespace nominations {

void add(Write&, Nomination const& nomination);

std::optional<Nomination> find(Read const&, NominationId const& nomination);
std::optional<Nomination> find_by_link(Read const&, std::string const& confirm_hash);
/// What counts for a company: the board is made of these.
std::vector<Nomination> counted(Read const&, std::string const& season, std::string const& category,
                                CompanyId const& company);
/// All of one person in a category, in any state.
std::vector<Nomination> of_person(Read const&, std::string const& season, std::string const& category,
                                  std::string const& person_hash);
/// All of a company, in any state and category.
std::vector<Nomination> of_company(Read const&, CompanyId const& company);
/// It is the first of its kind: what later stories for the company are compared with.
void begin_burst(Write&, Nomination const& nomination);
/// Those that began a burst since then, the newest first.
std::vector<Nomination> burst_leaders(Read const&, std::string const& season, std::string const& category,
                                      CompanyId const& company, Time since, int limit);
/// Unconfirmed ones whose time is over.
std::vector<Nomination> overdue(Read const&, Time now, int limit);
/// The newest first, for the operators; with `after`, those that follow that one, or none if it is gone.
std::vector<Nomination> recent(Read const&, int limit, std::optional<NominationId> const& after = {});
/// How many forms a person sent since then, in any state.
long long sent_by(Read const&, std::string const& person_hash, Time since);

/// Writes every column but the id: the caller read the row in the same write.
void update(Write&, Nomination const& nomination);
/// An unconfirmed one that became part of another row.
void remove(Write&, NominationId const& nomination);

struct StateCount {
    std::string state;
    long long nominations = 0;
};
/// Only states that occur.
std::vector<StateCount> counts(Read const&, std::string const& season);

/// Addresses and keyed hashes that are not needed any more once a season is long over. How many rows were
/// emptied.
long long forget_people(Write&, std::string const& season);

}  // namespace nominations
}  // namespace storage
