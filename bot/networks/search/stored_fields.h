#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"
#include "bot/networks/search/recent_ids.h"

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
    StoredFields();
    /// To be read. What is no JSON, or no object, reads as an empty one.
    explicit StoredFields(std::string_view stored);

    /// Whether the values are replaced by what is stored, or are written down.
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
        auto fields = inner_of(name);
        store(fields);
        take_inner(name, fields);
    }
    /// The names there are in what is read, for objects whose names are data; none while writing.
    std::vector<std::string> names() const;

    /// What was written, as JSON without blanks; bytes that are not UTF-8 become U+FFFD.
    std::string written_text() const;

private:
    StoredFields inner_of(std::string_view name) const;
    void take_inner(std::string_view name, StoredFields const& inner);
    std::optional<std::int64_t> whole_number(std::string_view name) const;
    template <class Value>
    void write(std::string_view name, Value const& value, bool is_default);
    void read_time(std::string_view name, storage::Time& value, std::chrono::milliseconds unit);

    std::shared_ptr<nlohmann::json const> stored_;  // null while writing
    std::shared_ptr<nlohmann::json> written_;       // null while reading
    bool defaults_ = true, times_needed_ = false, whole_ = true;
};

/// The text of a cursor, for SearchPage::cursor.
template <class Cursor>
std::string cursor_text(Cursor cursor) {
    StoredFields fields;
    cursor.store(fields);
    return fields.written_text();
}

/// What cursor_text() made of one, on top of `fresh`; "" is `fresh` itself. Empty if it is no such text.
template <class Cursor>
std::optional<Cursor> read_cursor(std::string_view text, Cursor fresh = {}) {
    if (text.empty()) return fresh;
    StoredFields fields(text);
    fresh.store(fields);
    return fields.whole() ? std::optional(std::move(fresh)) : std::nullopt;
}

/// What a page tells when the cursor that was stored is none of ours.
Skipped unreadable_cursor();

/// The cursor of a call of search(): read_cursor(), or `fresh`, told in the page, if there is none in the
/// text.
template <class Cursor>
Cursor cursor_for(SearchPage& page, std::string_view text, Cursor fresh = {}) {
    if (auto read = read_cursor(text, fresh)) return std::move(*read);
    page.skipped.push_back(unreadable_cursor());
    return fresh;
}

/// Tells in the page how many of its posts have a time that nobody can read; nothing if all can be read.
void tell_unread_times(SearchPage& page);

/// The page at the end of a call of search(): with its cursor, what is told of unread times, and, where there is `more`, not before the
/// network's pace allows the next call (`away`, Api::wait()).
template <class Cursor>
SearchPage finished_page(SearchPage page, Cursor cursor, bool more, std::chrono::milliseconds away) {
    page.cursor = cursor_text(std::move(cursor));
    page.more = more;
    tell_unread_times(page);
    if (more && away.count() > 0) page.wait = away;
    return page;
}

}  // namespace bot::networks
