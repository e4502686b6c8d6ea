#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// Where listening to a network stands, and how it goes.
struct NetworkState {
    std::string name;
    std::string cursor;  // "" before the first page
    Time due_at{};
    std::optional<Time> added_at;  // when it was listened to first; absent if it never was
    int failures = 0;              // in a row
    std::optional<Time> succeeded_at;
    std::optional<Time> failed_at;
    std::optional<std::string>
        error_class;                   // auth, rate, network, theirs, ours; absent if the last try went well
    std::optional<std::string> error;  // for the operator; no secrets, no words of a post
};

namespace networks {

/// Nothing if the network is there already.
void add(Write& write, std::string_view name, Time due_at);
std::optional<NetworkState> find(Read const& read, std::string_view name);
/// By name.
std::vector<NetworkState> all(Read const& read);
/// A page was taken in: belongs to the write that stores its finds.
void advance(Write& write, std::string_view name, std::string_view cursor);
/// Asked as soon as somebody looks. False if it was due already, or is not there.
bool make_due(Write& write, std::string_view name, Time now);
void succeeded(Write& write, std::string_view name, Time now, Time due_at);
/// `error_class` is one of NetworkState's.
void failed(Write& write, std::string_view name, std::string_view error_class, std::string_view error,
            Time now, Time due_at);

}  // namespace networks
}  // namespace storage
