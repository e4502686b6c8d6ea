#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

// What is known of the machine that the program runs on, and of what lies beside the database there.

namespace storage {

/// Which keys this database was made with, by the key's name: 64 characters of hex that tell it from any
/// other key and nothing of it.
namespace key_prints {

/// Empty if none was recorded of that name.
std::optional<std::string> find(Read const& read, std::string_view name);
/// False for a database whose keys were never recorded.
bool any(Read const& read);
/// Also replaces.
void set(Write& write, std::string_view name, std::string_view print, Time now);

}  // namespace key_prints

/// Trouble that only the person who hosts can end: "mail", "clock", "proxy". One row each, until it is over.
struct HostAlert {
    std::string name;
    std::string why;  // codes and words of ours, never a person's or a server's
    Time raised_at{};
};

namespace host_alerts {

/// True for the one caller who is to tell of it; false if it stands already, with the words it had.
bool raise(Write& write, HostAlert const& alert);
/// True for the one caller who is to tell that it is over.
bool clear(Write& write, std::string_view name);
/// By name.
std::vector<HostAlert> all(Read const& read);

}  // namespace host_alerts

/// What this installation believes of the clock.
struct ClockMark {
    Time seen_at{};  // the newest moment that was believed
    /// While it is not believed: how much longer the program has to run until it is, and what it jumped to.
    std::optional<std::chrono::milliseconds> held;
    std::optional<Time> jumped_to;
};

namespace clock_marks {

/// Empty before the first start.
std::optional<ClockMark> find(Read const& read);
/// Also replaces.
void set(Write& write, ClockMark const& mark);

/// After the clock showed a later time for a while: what was put off to then is due again as if it had not.
/// Leases, networks, mails, candidates that are held or put off, tries that are counted, boards to publish.
void bring_back(Write& write, Time now);

}  // namespace clock_marks
}  // namespace storage
