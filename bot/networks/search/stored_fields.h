#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/search/recent_ids.h"
#include "storage/types.h"

namespace bot::networks {

/// The fields of a stored cursor. A type names each of its fields once, for writing and for reading, in a
/// function `void store(StoredFields&)`:
///
///     void Watermark::store(StoredFields& fields) {
///         fields.time("since", since);
///         fields.text("next", next);
///     }
///
/// Reading takes any JSON and throws nothing: what is missing or of a wrong kind is as at the very start (0,
/// "", false), as are times that are out of range. Names and units are those of cursors that stand in
/// databases already, so they never change. One thread.
class StoredFields {
public:
    /// To be written.
    StoredFields() = default;
    /// To be read; `stored` outlives this. What is no object reads as an empty one.
    explicit StoredFields(nlohmann::json const& stored) : stored_(&stored) {}

    bool reading() const { return stored_ != nullptr; }
    /// Whether a field that is 0, "" or false is written, from here on; at first it is.
    void write_defaults(bool wanted) { defaults_ = wanted; }
    /// From here on, and in the objects within: a time that is not there makes whole() false.
    void need_times() { times_needed_ = true; }
    /// False when that is no object, which makes whole() false.
    void need_object(std::string_view name);
    /// False if something is missing without which the text is none of ours.
    bool whole() const { return whole_; }

    /// Since 1970, to the year 9999; in milliseconds, or in whole seconds.
    void time(std::string_view name, storage::Time& value);
    void seconds(std::string_view name, storage::Time& value);
    /// Neither of these is written when absent.
    void time(std::string_view name, std::optional<storage::Time>& value);
    void number(std::string_view name, std::optional<std::int64_t>& value);
    void count(std::string_view name, std::uint64_t& value);
    /// Up to a thousand.
    void count(std::string_view name, int& value);
    void text(std::string_view name, std::string& value);
    void truth(std::string_view name, bool& value);
    void ids(std::string_view name, RecentIds& value);

    /// An object of fields, written even when it is empty: `store` is called with it.
    template <class Store>
    void inner(std::string_view name, Store store) {
        StoredFields fields = reading() ? StoredFields(inner_of(name)) : StoredFields();
        fields.times_needed_ = times_needed_;
        store(fields);
        whole_ = whole_ && fields.whole_;
        if (!reading()) written_[std::string(name)] = std::move(fields.written_);
    }
    /// The names there are in what is read.
    std::vector<std::string> names() const;

    nlohmann::json const& written() const { return written_; }

private:
    nlohmann::json const& inner_of(std::string_view name) const;
    std::optional<std::int64_t> whole_number(std::string_view name) const;
    template <class Value>
    void write(std::string_view name, Value const& value, bool is_default);
    void read_time(std::string_view name, storage::Time& value, std::chrono::milliseconds unit);

    nlohmann::json const* stored_ = nullptr;  // null while writing
    nlohmann::json written_ = nlohmann::json::object();
    bool defaults_ = true, times_needed_ = false, whole_ = true;
};

/// The text of a cursor, for SearchPage::cursor.
template <class Cursor>
std::string cursor_text(Cursor cursor) {
    StoredFields fields;
    cursor.store(fields);
    return fields.written().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// What cursor_text() made of one, on top of `fresh`; "" is `fresh` itself. Empty if it is no such text.
template <class Cursor>
std::optional<Cursor> read_cursor(std::string_view text, Cursor fresh = {}) {
    if (text.empty()) return fresh;
    auto const stored = nlohmann::json::parse(text, nullptr, false);
    StoredFields fields(stored);
    fresh.store(fields);
    return fields.whole() ? std::optional(std::move(fresh)) : std::nullopt;
}

}  // namespace bot::networks
