#pragma once

#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/keys.h"

// What the tables of keys (keys.cpp, network_keys.cpp) are written with: what a key allows, and the key
// itself. Private to this folder.

namespace config {

// What a key can allow, each with the words that end the sentence "it must be …". `accepts` of each throws
// std::bad_variant_access for a value of another type, which reading never passes: it converts first.

Allowed any_truth();
/// Without control characters.
Allowed any_text();
/// Texts that are not empty.
Allowed any_list();
/// Both included.
Allowed between(long long low, long long high);
/// From 0.0 to 1.0.
Allowed fraction();
/// As any_text(), with so many bytes.
Allowed text(std::size_t shortest, std::size_t longest);
Allowed one_of(std::initializer_list<std::string_view> words);
/// https://host or http://host:port, without a path.
Allowed an_origin();
/// The same, or "".
Allowed an_origin_or_none();
/// The path of a file, or postgresql://….
Allowed a_database();
/// US dollars in digits, like "5" or "0.25".
Allowed dollars();
/// YYYY-MM-DD or "".
Allowed a_day();
/// A part of an address: lower-case letters, digits and hyphens, 40 at most; or "".
Allowed a_slug();
/// One or more of them, none "".
Allowed slugs();
/// IPv4 and IPv6.
Allowed addresses();
/// Not the whole of RFC 5321: one @, nothing blank, no angle brackets, below 250 bytes.
Allowed a_mail_address();
Allowed mail_addresses();

// How a field of Config becomes a Value and back.

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

/// A row of the table. `field` takes a Config and returns the place in it: write it with FIELD. The value's
/// type and the default are the field's.
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

/// FIELD(web.port): a lambda from a Config to a reference to that place in it.
#define FIELD(place)               \
    [](Config & config) -> auto& { \
        return config.place;       \
    }

/// The part of the table under [networks.…]: a block a network.
std::vector<Key> network_keys();

}  // namespace config
