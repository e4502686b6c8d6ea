#pragma once

// What the repositories' .cpp files need to talk to SOCI; no header of ours includes this.
// Ids, times and optionals bind and fetch as they are:  use(candidate.id, "id"), into(candidate.held_until).
// Rules for SQL that runs on both engines: design.md §7; named binds, `returning`, `on conflict`, no `::`
// casts, a NULL parameter without a column is cast, order has `nulls last`, truth is 0/1 in an integer.

#include <soci/soci.h>

#include <optional>
#include <string>
#include <type_traits>

#include "storage/engine/store.h"

namespace soci {

template <class Row>
struct type_conversion<storage::Id<Row>> {
    using base_type = std::string;
    static void from_base(std::string const& in, indicator null, storage::Id<Row>& out) {
        out = null == i_null ? storage::Id<Row>() : storage::Id<Row>(in);
    }
    static void to_base(storage::Id<Row> const& in, std::string& out, indicator& null) {
        out = in.text();
        null = i_ok;
    }
};

template <>
struct type_conversion<storage::Time> {
    using base_type = long long;
    static void from_base(long long in, indicator null, storage::Time& out) {
        if (null == i_null) throw soci_error("a time that must be known is NULL");
        out = storage::Time(std::chrono::milliseconds(in));
    }
    static void to_base(storage::Time const& in, long long& out, indicator& null) {
        out = in.time_since_epoch().count();
        null = i_ok;
    }
};

template <class T>
struct type_conversion<std::optional<T>> {
    using base_type = typename type_conversion<T>::base_type;
    static void from_base(base_type const& in, indicator null, std::optional<T>& out) {
        if (null == i_null) {
            out.reset();
        } else {
            T value{};
            type_conversion<T>::from_base(in, null, value);
            out = std::move(value);
        }
    }
    static void to_base(std::optional<T> const& in, base_type& out, indicator& null) {
        if (in) {
            type_conversion<T>::to_base(*in, out, null);
        } else {
            null = i_null;
        }
    }
};

template <>
struct type_conversion<bool> {
    using base_type = int;
    static void from_base(int in, indicator null, bool& out) { out = null != i_null && in != 0; }
    static void to_base(bool in, int& out, indicator& null) {
        out = in ? 1 : 0;
        null = i_ok;
    }
};

}  // namespace soci

namespace storage {

using soci::into;
using soci::use;

/// SOCI keeps the address and reads it when the whole statement is run: a temporary may be gone by then.
template <class T>
requires(!std::is_lvalue_reference_v<T>) void use(T&&, std::string const&) = delete;

/// Runs a prepared statement that changes rows; how many it changed.
inline long long affected(soci::statement& statement) {
    statement.execute(true);
    return statement.get_affected_rows();
}

/// Runs a prepared select and calls `row` after each row was fetched into the bound variables.
template <class OnRow>
void for_each(soci::statement& statement, OnRow&& row) {
    statement.execute();
    while (statement.fetch()) row();
}

}  // namespace storage
