#pragma once

#include <optional>
#include <string>

#include "storage/engine/store.h"

namespace storage {

/// Links that an answered author may nominate through: /n/TOKEN, of which the keyed hash is the key here. A
/// row knows its company and season and nothing about who was answered, who used it or when. `minted` →
/// `reserved` (a form with it waits for its mail address) → `spent`. Each step is a compare-and-swap on the
/// state. A link ends with its season.
namespace invite_tokens {

/// A new link, `minted`. Throws Error (`broken`) if the hash is there, which 80 random bits do not let
/// happen.
void add(Write&, std::string const& token_hash, CompanyId const& company, std::string const& season,
         Time expires_at);

/// What a link was made for, whatever became of it.
struct Made {
    CompanyId company;
    std::optional<std::string> season;  // absent: of one before links named it
};
std::optional<Made> find(Read const&, std::string const& token_hash);

/// The company of a token that can still be used: its season is open, and it is minted and not past its time,
/// or reserved, whatever the time.
std::optional<CompanyId> usable(Read const&, std::string const& token_hash, Time now);

/// Keeps it from expiring while a nomination waits; reserved is not locked. False if it cannot be used.
bool reserve(Write&, std::string const& token_hash, Time now);

/// True for exactly one caller.
bool spend(Write&, std::string const& token_hash);

/// Back to `minted`, unless another nomination still waits with it. Harmless for any other token.
void release(Write&, std::string const& token_hash);

}  // namespace invite_tokens
}  // namespace storage
