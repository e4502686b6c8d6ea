#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// "Did it end well?", asked once of those who agreed.
struct FollowUp {
    NominationId nomination;
    Time due_at{};
    std::optional<Time> asked_at;
    std::optional<std::string> answer;  // "yes", "partly" or "no"
    std::optional<Time> answered_at;
    std::optional<std::string> answer_hash;  // of the link in the mail
};

namespace follow_ups {

/// Harmless if it is planned already.
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

}  // namespace follow_ups
}  // namespace storage
