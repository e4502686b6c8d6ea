#include "bot/networks/search/recent_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

/// In Form::latest: a chance meeting costs one post out of many millions.
constexpr std::size_t short_length = 12;

}  // namespace

std::string fingerprint(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (auto const byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return fmt::format("{:016x}", hash);
}

std::string RecentIds::key_of(std::string_view id) const {
    if (form_ == Form::ids) return std::string(id);
    auto print = fingerprint(id);
    if (form_ == Form::latest) print.resize(short_length);
    return print;
}

std::int64_t RecentIds::number_of(storage::Time when) const {
    return form_ == Form::ids ? seconds_of(when) : when.time_since_epoch().count();
}

bool RecentIds::insert(std::string_view id, storage::Time when) {
    if (form_ != Form::latest) return order_.emplace(key_of(id), number_of(when)).second;
    bool const first = order_.insert_or_assign(key_of(id), next_++).second;
    forget_oldest();
    return first;
}

void RecentIds::renew(std::string_view id, storage::Time when) {
    if (auto const found = order_.find(key_of(id)); found != order_.end()) found->second = number_of(when);
}

void RecentIds::forget_before(storage::Time when) {
    std::erase_if(order_, [before = number_of(when)](auto const& entry) { return entry.second < before; });
}

void RecentIds::forget_oldest() {
    if (most_ == 0 || order_.size() <= most_) return;
    std::vector<std::int64_t> numbers;
    for (auto const& [key, number] : order_) numbers.push_back(number);
    auto const last = numbers.begin() + static_cast<std::ptrdiff_t>(most_);
    std::ranges::nth_element(numbers, last, std::greater<>());
    std::erase_if(order_, [&](auto const& entry) { return entry.second <= *last; });
}

nlohmann::json RecentIds::to_json() const {
    if (form_ != Form::latest) return nlohmann::json(order_);
    std::vector<std::pair<std::int64_t, std::string>> row;
    for (auto const& [key, number] : order_) row.emplace_back(number, key);
    std::ranges::sort(row);
    auto all = nlohmann::json::array();
    for (auto& [number, key] : row) all.push_back(std::move(key));
    return all;
}

void RecentIds::read(nlohmann::json const& stored) {
    order_.clear();
    if (form_ == Form::latest) {
        if (!stored.is_array()) return;
        for (auto const& print : stored)
            if (print.is_string() && print.get_ref<std::string const&>().size() == short_length)
                order_.insert_or_assign(print.get<std::string>(), next_++);
        return forget_oldest();
    }
    if (!stored.is_object()) return;
    for (auto const& [key, value] : stored.items())
        if (auto const number = json::whole(stored, key)) order_.emplace(key, *number);
}

}  // namespace bot::networks
