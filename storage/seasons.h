#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// One round of the awards. Which phase it is in follows from the times; see bot/publish.
struct Season {
    std::string id;  // "2026"; the key, part of addresses and of the public log
    std::string name;
    Time opens_at{};
    Time closes_at{};
    Time announced_at{};
    std::string rules;                   // JSON, byte for byte as published; see bot/award/rules.h
    std::string rules_sha256;            // hex
    std::string group_salt;              // 32 random bytes in base64; makes the opaque group ids
    std::optional<Time> forgotten_at{};  // when the last address and signal of it was removed
};

/// A programme has a handful of seasons in its life, so each of these reads all of them and chooses.
namespace seasons {

/// False if there is one of that id.
bool add(Write&, Season const& season);
/// Replaces all but the salt. Only before it opens, which the caller checks: what was published must not
/// change, but for a new formula that the program brings.
void replace(Write&, Season const& season);
/// Nothing is left of its people.
void forgotten(Write&, std::string const& id, Time now);
/// By its id, in whatever phase.
std::optional<Season> find(Read const&, std::string const& id);
/// The one that takes nominations now; of several the one that opened last.
std::optional<Season> open_at(Read const&, Time now);
/// The one to show: open now, else the last that closed, else the next. Empty only if there is none at all.
std::optional<Season> current(Read const&, Time now);
/// Newest first.
std::vector<Season> all(Read const&);

}  // namespace seasons
}  // namespace storage
