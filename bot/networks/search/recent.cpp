#include "bot/networks/search/recent.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace bot::networks {
namespace {

constexpr std::size_t print_length = 12;

/// FNV-1a cut to 48 bits: a chance meeting costs one post out of many millions.
std::string print_of(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (auto const byte : id) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return fmt::format("{:012x}", hash >> 16);
}

}  // namespace

bool Recent::meet(std::string_view native_id) {
    auto print = print_of(native_id);
    auto const found = std::ranges::find(prints_, print);
    bool const first = found == prints_.end();
    if (!first) prints_.erase(found);
    prints_.push_back(std::move(print));
    if (prints_.size() > most_) prints_.erase(prints_.begin());
    return first;
}

bool Recent::has(std::string_view native_id) const {
    return std::ranges::find(prints_, print_of(native_id)) != prints_.end();
}

nlohmann::json Recent::value() const {
    return prints_;
}

Recent Recent::from(nlohmann::json const& value, std::size_t most) {
    Recent seen(most);
    if (!value.is_array()) return seen;
    for (auto const& print : value)
        if (print.is_string() && print.get_ref<std::string const&>().size() == print_length)
            seen.prints_.push_back(print.get<std::string>());
    if (seen.prints_.size() > most)
        seen.prints_.erase(seen.prints_.begin(), seen.prints_.end() - static_cast<std::ptrdiff_t>(most));
    return seen;
}

}  // namespace bot::networks
