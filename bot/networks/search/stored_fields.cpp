#include "bot/networks/search/stored_fields.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds latest{253'402'300'799'999};  // of the year 9999
constexpr std::int64_t most_counted = 1000;

}  // namespace

StoredFields::StoredFields() : written_(std::make_shared<nlohmann::json>(nlohmann::json::object())) {}

StoredFields::StoredFields(std::string_view stored)
    : stored_(std::make_shared<nlohmann::json const>(json::parsed(stored))) {}

void StoredFields::need_object(std::string_view name) {
    if (reading() && !json::item(*stored_, name).is_object()) whole_ = false;
}

StoredFields StoredFields::inner_of(std::string_view name) const {
    StoredFields inner;
    if (reading()) {
        inner.written_.reset();
        inner.stored_ = {stored_, &json::item(*stored_, name)};  // lives as long as the whole
    }
    inner.times_needed_ = times_needed_;
    return inner;
}

void StoredFields::take_inner(std::string_view name, StoredFields const& inner) {
    whole_ = whole_ && inner.whole_;
    if (!reading()) (*written_)[std::string(name)] = *inner.written_;
}

std::string StoredFields::written_text() const {
    return json::written(*written_);
}

std::optional<std::int64_t> StoredFields::whole_number(std::string_view name) const {
    return json::whole(*stored_, name);
}

template <class Value>
void StoredFields::write(std::string_view name, Value const& value, bool is_default) {
    if (defaults_ || !is_default) (*written_)[std::string(name)] = value;
}

void StoredFields::read_time(std::string_view name, storage::Time& value, milliseconds unit) {
    auto const number = whole_number(name);
    bool const good = number && *number >= 0 && *number <= latest / unit;
    if (times_needed_ && !good) whole_ = false;
    value = good ? storage::Time(unit * *number) : storage::Time{};
}

void StoredFields::time(std::string_view name, storage::Time& value) {
    if (!reading()) return write(name, value.time_since_epoch().count(), value == storage::Time{});
    read_time(name, value, milliseconds(1));
}

void StoredFields::seconds(std::string_view name, storage::Time& value) {
    if (!reading()) return write(name, seconds_of(value), value == storage::Time{});
    read_time(name, value, milliseconds(1000));
}

void StoredFields::time(std::string_view name, std::optional<storage::Time>& value) {
    if (reading() && !whole_number(name)) return value.reset();
    if (reading()) value.emplace();
    if (value) time(name, *value);
}

void StoredFields::number(std::string_view name, std::optional<std::int64_t>& value) {
    if (reading()) value = whole_number(name);
    if (!reading() && value) write(name, *value, false);
}

void StoredFields::count(std::string_view name, std::uint64_t& value) {
    if (!reading()) return write(name, value, value == 0);
    value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, whole_number(name).value_or(0)));
}

void StoredFields::count(std::string_view name, int& value) {
    if (!reading()) return write(name, value, value == 0);
    value = static_cast<int>(std::clamp<std::int64_t>(whole_number(name).value_or(0), 0, most_counted));
}

void StoredFields::text(std::string_view name, std::string& value) {
    if (!reading()) return write(name, value, value.empty());
    value = json::text(*stored_, name).value_or("");
}

void StoredFields::truth(std::string_view name, bool& value) {
    if (!reading()) return write(name, value, !value);
    value = json::truth(*stored_, name);
}

void StoredFields::ids(std::string_view name, RecentIds& value) {
    if (!reading()) return write(name, value.to_json(), false);
    value.read(json::item(*stored_, name));
}

std::vector<std::string> StoredFields::names() const {
    std::vector<std::string> names;
    if (!reading() || !stored_->is_object()) return names;
    for (auto const& [name, value] : stored_->items()) names.push_back(name);
    return names;
}

void tell_unread_times(SearchPage& page) {
    auto const unread = std::ranges::count_if(page.posts, &FoundPost::time_unread);
    if (unread == 0) return;
    page.skipped.push_back({"a page", std::to_string(unread) + " of its " + std::to_string(page.posts.size()) +
                                          " posts have a time that cannot be read: such a post never counts "
                                          "as new"});
}

Skipped unreadable_cursor() {
    return {"the stored cursor", "cannot be read; listening starts over"};
}

}  // namespace bot::networks
