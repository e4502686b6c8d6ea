#pragma once

// How the repositories' .cpp files talk to the database; no header of ours includes this, and nobody outside
// storage/.
//
//     std::vector<BoardChange> waiting(Read const& read, int limit) {
//         return select_all<BoardChange>(read, "select season, since from board_changes limit :limit",
//                                        use(limit, "limit"));
//     }
//
// Ids, times, optionals, truth and stored enums bind and fetch as they are; what is read of a row is said by
// `fields`, see select_all. SQL that runs on both engines has named binds, `returning`, `on conflict`, no
// `::` casts; a NULL parameter beside no column is cast, order has `nulls last`, truth is 0/1 in an integer.
// What fails throws soci::soci_error, which the Store translates for writes; for reads see storage::loggable.

#include <soci/soci.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "storage/engine/store.h"

namespace soci {

/// Text; NULL comes as an empty id, where no id is meant to be absent otherwise than by an optional.
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

/// Milliseconds since 1970 in a BIGINT. NULL throws: a time that may be unknown is fetched into an optional.
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

/// NULL and back, for whatever binds.
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

/// 0 or 1 in an integer, as neither engine has the other's truth; NULL is false.
template <>
struct type_conversion<bool> {
    using base_type = int;
    static void from_base(int in, indicator null, bool& out) { out = null != i_null && in != 0; }
    static void to_base(bool in, int& out, indicator& null) {
        out = in ? 1 : 0;
        null = i_ok;
    }
};

/// One of its stored_words, in text. Another word can only come from a damaged file, as the table has a
/// `check`; it throws.
template <storage::StoredEnum Enum>
struct type_conversion<Enum> {
    using base_type = std::string;
    static void from_base(std::string const& in, indicator null, Enum& out) {
        auto const value = null == i_null ? std::nullopt : storage::from_name<Enum>(in);
        if (!value) throw soci_error("a word that must be known is not");
        out = *value;
    }
    static void to_base(Enum const& in, std::string& out, indicator& null) {
        out = storage::name_of(in);
        null = i_ok;
    }
};

/// Only to be bound: nothing would own what is fetched.
template <>
struct type_conversion<std::string_view> {
    using base_type = std::string;
    static void from_base(std::string const&, indicator, std::string_view&) {}
    static void to_base(std::string_view const& in, std::string& out, indicator& null) {
        out = in;
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

/// A statement: one piece, or several ({select, "where …"}) that are set side by side with a blank between.
/// Pieces are written in the program; a value is never one, it is bound.
class Sql {
public:
    Sql(char const* text) : text_(text) {}
    Sql(std::initializer_list<std::string_view> pieces) {
        for (auto const piece : pieces) text_.append(piece) += ' ';
    }
    std::string const& text() const { return text_; }

private:
    std::string text_;
};

/// For one run; `binds` are use(…) and into(…) in any order. Half-read it holds locks, so keep it for a
/// moment only.
template <class... Binds>
soci::statement prepared(Read const& read, Sql const& sql, Binds const&... binds) {
    soci::statement statement(read.session());
    (statement.exchange(binds), ...);
    statement.alloc();
    statement.prepare(sql.text(), soci::details::st_one_time_query);
    statement.define_and_bind();
    return statement;
}

/// Runs a statement that changes rows; how many it changed. A compare-and-swap and an `on conflict do
/// nothing` are told from it: 0 says that another was quicker, or that the row was there.
template <class... Uses>
long long execute(Write& write, Sql const& sql, Uses const&... uses) {
    auto statement = prepared(write, sql, uses...);
    statement.execute(true);
    return statement.get_affected_rows();
}

/// Calls `row` after each row was fetched into `places`, which std::tie made, one a column.
template <class... Places, class OnRow, class... Uses>
void select_each(Read const& read, Sql const& sql, std::tuple<Places&...> places, OnRow&& row,
                 Uses const&... uses) {
    auto statement =
        std::apply([&](auto&... place) { return prepared(read, sql, uses..., into(place)...); }, places);
    statement.execute();
    while (statement.fetch()) row();
}

/// Where the columns of a select go: for a struct the std::tie that a `fields(Row&)` beside the repository
/// returns, in the order of the columns; a tuple's own; anything else is one column.
template <class... Columns>
auto places_of(std::tuple<Columns...>& row) {
    return std::apply([](auto&... column) { return std::tie(column...); }, row);
}
template <class Row>
auto places_of(Row& row) {
    if constexpr (requires { fields(row); })
        return fields(row);
    else
        return std::tie(row);
}

/// Every row, in the statement's order. Holds all of them, so give a statement that may find many a limit:
///
///     static auto fields(NetworkAlert& row) { return std::tie(row.network, row.kind, row.raised_at); }
///     …
///     select_all<NetworkAlert>(read, "select network, kind, raised_at from network_alerts order by
///     network");
template <class Row, class... Uses>
std::vector<Row> select_all(Read const& read, Sql const& sql, Uses const&... uses) {
    std::vector<Row> all;
    Row row;
    select_each(
        read, sql, places_of(row), [&] { all.push_back(row); }, uses...);
    return all;
}

/// The first row; empty if there is none. Also of what an `update … returning` changed: pass it the Write.
template <class Row, class... Uses>
std::optional<Row> select_first(Read const& read, Sql const& sql, Uses const&... uses) {
    std::optional<Row> row(std::in_place);
    auto statement = std::apply([&](auto&... place) { return prepared(read, sql, uses..., into(place)...); },
                                places_of(*row));
    if (!statement.execute(true)) row.reset();
    return row;
}

/// The one value of a select that always has a row: count(*), max(…).
template <class Value, class... Uses>
Value select_value(Read const& read, Sql const& sql, Uses const&... uses) {
    return select_first<Value>(read, sql, uses...).value();
}

}  // namespace storage
