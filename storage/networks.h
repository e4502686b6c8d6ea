#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

// How far reading has come and how it goes: of the networks that are listened to, and of files given to
// `import`.

namespace storage {

/// Where listening to a network stands, and how it goes. One row a network, by its name in the config; the
/// row says what is due, so a restart loses nothing.
struct NetworkState {
    std::string name;
    std::string cursor;            // the network's own; "" before the first page
    Time due_at{};                 // when it is asked next
    std::optional<Time> added_at;  // when it was listened to first; absent if it never was
    int failures = 0;              // in a row
    std::optional<Time> succeeded_at;
    std::optional<Time> failed_at;
    /// auth, rate, network, theirs, ours; absent if the last try went well.
    std::optional<std::string> error_class;
    std::optional<std::string> error;  // for the operator; no secrets, no words of a post
};

namespace networks {

/// Nothing if the network is there already.
void add(Write& write, std::string_view name, Time due_at);
std::optional<NetworkState> find(Read const& read, std::string_view name);
/// A page was taken in: belongs to the write that stores its candidates.
void advance(Write& write, std::string_view name, std::string_view cursor);
/// Due at once. False if it was due already, or is not there.
bool make_due(Write& write, std::string_view name, Time now);
/// Ends the row of failures.
void succeeded(Write& write, std::string_view name, Time now, Time due_at);
/// One failure more. `error_class` is one of NetworkState's.
void failed(Write& write, std::string_view name, std::string_view error_class, std::string_view error,
            Time now, Time due_at);

}  // namespace networks

/// Trouble with a network that the operators were told of; at most one a network. The row stands until the
/// trouble is over, so nobody is told twice, also not by two daemons.
struct NetworkAlert {
    enum class Kind {
        auth,    // it refuses our account
        silent,  // no success for long
    };
    std::string network;
    Kind kind = Kind::auth;
    Time raised_at{};
};

template <>
inline constexpr auto stored_words<NetworkAlert::Kind> = std::to_array<std::string_view>({"auth", "silent"});

namespace network_alerts {

/// True for the one caller who is to tell of it; false if it stands already. `auth` takes the place of
/// `silent`, as people can do something about it, and never the other way round.
bool raise(Write& write, NetworkAlert const& alert);
/// True for the one caller who is to tell that it works again; false if nothing stood.
bool clear(Write& write, std::string_view network);
/// By network.
std::vector<NetworkAlert> all(Read const& read);

}  // namespace network_alerts

/// How far files given to `import` were read, so that a second run takes in only what is new. A run that
/// leaves out what is older than `since` is another one: unique by (file, since), absent being 0.
namespace imports {

/// Empty if the file was never imported so.
std::optional<std::string> cursor(Read const& read, std::string_view file, std::optional<Time> since);
void advance(Write& write, std::string_view file, std::optional<Time> since, std::string_view cursor,
             Time now);

}  // namespace imports
}  // namespace storage
