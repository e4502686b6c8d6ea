#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/keys.h"

// Private to this folder: what a table of keys is written with.

namespace config {

using std::chrono::duration;

inline Value to_value(bool value) {
    return value;
}
inline Value to_value(int value) {
    return static_cast<long long>(value);
}
inline Value to_value(double value) {
    return value;
}
inline Value to_value(std::string const& value) {
    return value;
}
inline Value to_value(std::filesystem::path const& value) {
    return value.string();
}
inline Value to_value(std::vector<std::string> const& value) {
    return value;
}
template <class Count, class Period>
Value to_value(duration<Count, Period> value) {
    return static_cast<long long>(value.count());
}

template <class Field>
void assign(Field& field, Value const& value) {
    if constexpr (std::is_same_v<Field, int>)
        field = static_cast<int>(std::get<long long>(value));
    else if constexpr (std::is_same_v<Field, std::filesystem::path>)
        field = std::get<std::string>(value);
    else
        field = std::get<Field>(value);
}
template <class Count, class Period>
void assign(duration<Count, Period>& field, Value const& value) {
    field = duration<Count, Period>(std::get<long long>(value));
}

/// `field` takes a Config and returns the place in it.
template <class FieldOf>
Key key(std::string_view name, FieldOf field, Allowed allowed, std::string_view meaning,
        bool secret = false) {
    return {name,
            meaning,
            secret,
            std::move(allowed),
            [=](Config const& config) { return to_value(field(const_cast<Config&>(config))); },
            [=](Config& config, Value const& value) { assign(field(config), value); }};
}

#define FIELD(place)               \
    [](Config & config) -> auto& { \
        return config.place;       \
    }

/// The part of the table under [networks.…], which is long.
std::vector<Key> network_keys();

}  // namespace config
