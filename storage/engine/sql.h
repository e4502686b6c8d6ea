#pragma once

// How the repositories' .cpp files talk to the database; no header of ours includes this, and nobody outside
// storage/.
//
//     constexpr Table alert_table{"network_alerts", "network, kind, raised_at"};
//     static auto fields(NetworkAlert& row) { return std::tie(row.network, row.kind, row.raised_at); }
//
//     insert(write, alert_table, alert, "on conflict do nothing");
//     select_all<NetworkAlert>(read, {alert_table, "where kind = :kind"}, use(kind, "kind"));
//     execute(write, "delete from network_alerts where network = :network", use(network, "network"));
//
// Ids, times, optionals, truth and stored enums bind and fetch as they are; what is read of a row is said by
// its `fields`, which stands before what uses it. SQL that runs on both engines has named binds, `returning`,
// `on conflict`, no `::` casts; a NULL parameter beside no column is cast, order has `nulls last`, truth is
// 0/1 in an integer. In one statement all binds are by name, or all by order as insert() and update() have
// them: SOCI takes no mixture. A name that stands twice in a statement is bound once.
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

// To SOCI a type is a value (base_type) and whether it is NULL (indicator): from_base() reads a column into
// it, to_base() binds it. i_ok is "not NULL".
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

/// 0 or 1 in an integer, as SQLite has no type for truth and PostgreSQL's is none of SQLite's numbers. NULL
/// is false.
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

/// SOCI keeps the address and reads it when the whole statement is run: a temporary may be gone by then, so
/// give it a name first.
template <class T>
requires(!std::is_lvalue_reference_v<T>) void use(T&&, std::string const&) = delete;

/// A table with the columns that are written and read, in the order of the struct's `fields`. The first is
/// the key for update(). Both are words of the program, never what a person typed.
struct Table {
    std::string_view name;
    std::string_view columns;
};

/// A statement: one piece, several ({"select …", "where …"}) that are set side by side with a blank between,
/// or the columns of a table and what follows after its name ({alert_table, "where …"}). Pieces are written
/// in the program; a value is never one, it is bound.
class Sql {
public:
    Sql(char const* text) : text_(text) {}
    Sql(std::initializer_list<std::string_view> pieces) {
        for (auto const piece : pieces) text_.append(piece) += ' ';
    }
    template <class... Pieces>
    Sql(Table const& table, Pieces const&... rest)
        : Sql({"select", table.columns, "from", table.name, rest...}) {}
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

/// Where the columns of a row are, to be fetched into or bound: for a struct the std::tie that its `fields`
/// returns; a tuple's own; anything else is one column.
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

/// "(:v0, :v1)", a place for each value of a tuple that is bound by its order.
template <class... Values>
std::string list_of(std::tuple<Values...> const&) {
    std::string list;
    for (std::size_t i = 0; i < sizeof...(Values); ++i) list += (i == 0 ? "(:v" : ", :v") + std::to_string(i);
    return list + ")";
}

/// Adds a row, a struct or a tuple with a value for each of the columns. `at_conflict` is the statement's end
/// where the row may be there: "on conflict do nothing", or what is changed then. How many rows were added or
/// changed.
template <class Row>
long long insert(Write& write, Table const& table, Row row, std::string_view at_conflict = "") {
    auto values = places_of(row);
    Sql const sql{"insert into", table.name, "(", table.columns, ") values", list_of(values), at_conflict};
    return std::apply([&](auto&... value) { return execute(write, sql, use(value)...); }, values);
}

/// Gives all columns but the first, which is the key, the row's values. How many rows have that key: 1 or 0.
template <class Row>
long long update(Write& write, Table const& table, Row row) {
    auto const comma = table.columns.find(',');
    auto const key_column = table.columns.substr(0, comma), others = table.columns.substr(comma + 1);
    auto const change = [&](auto& key, auto&... value) {
        return execute(write,
                       {"update", table.name, "set (", others, ") =", list_of(std::tie(value...)), "where",
                        key_column, "= :key"},
                       use(value)..., use(key));
    };
    return std::apply(change, places_of(row));
}

/// Calls `row` after each row was fetched into `places`, which std::tie made, one a column. For rows that are
/// not kept as they are read; otherwise select_all().
template <class... Places, class OnRow, class... Uses>
void select_each(Read const& read, Sql const& sql, std::tuple<Places&...> places, OnRow&& row,
                 Uses const&... uses) {
    auto statement =
        std::apply([&](auto&... place) { return prepared(read, sql, uses..., into(place)...); }, places);
    statement.execute();
    while (statement.fetch()) row();
}

/// Every row, in the statement's order. Holds all of them, so give a statement that may find many a limit.
template <class Row, class... Uses>
std::vector<Row> select_all(Read const& read, Sql const& sql, Uses const&... uses) {
    std::vector<Row> all;
    Row row;
    select_each(
        read, sql, places_of(row), [&] { all.push_back(row); }, uses...);
    return all;
}

/// The first row; empty if there is none, so a column that may be NULL is an optional of its own. Also of
/// what an `update … returning` changed: pass it the Write.
template <class Row, class... Uses>
std::optional<Row> select_first(Read const& read, Sql const& sql, Uses const&... uses) {
    std::optional<Row> row(std::in_place);
    auto statement = std::apply([&](auto&... place) { return prepared(read, sql, uses..., into(place)...); },
                                places_of(*row));
    if (!statement.execute(true)) row.reset();
    return row;
}

/// The one value of a select that always has a row: count(*), max(…). An optional where NULL can come, as
/// max(…) gives of no rows.
template <class Value, class... Uses>
Value select_value(Read const& read, Sql const& sql, Uses const&... uses) {
    return select_first<Value>(read, sql, uses...).value();
}

}  // namespace storage
