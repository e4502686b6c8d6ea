#include "bot/base/money.h"

#include <fmt/format.h>

#include <algorithm>

namespace bot {
namespace {

constexpr long long million = 1'000'000;
constexpr std::size_t places = 6;

bool digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

long long number(std::string_view text) {
    long long value = 0;
    for (auto const digit : text) value = value * 10 + (digit - '0');
    return value;
}

}  // namespace

std::optional<long long> micro_dollars(std::string_view text) {
    if (text.empty()) return 0;
    auto const dot = text.find('.');
    auto whole = text.substr(0, dot);
    auto const part = dot == text.npos ? std::string_view("0") : text.substr(dot + 1);
    if (!digits(whole) || !digits(part)) return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    if (whole.size() > 7) return std::nullopt;
    std::string micro(part.substr(0, places));
    micro.resize(places, '0');
    bool const more = part.size() > places && part.find_first_not_of('0', places) != part.npos;
    auto const all = number(whole) * million + number(micro) + (more ? 1 : 0);
    return all <= million * million ? std::optional(all) : std::nullopt;
}

std::string in_dollars(long long micro) {
    auto text = fmt::format("{}.{:06}", micro / million, micro % million);
    while (text.ends_with('0') && text.size() - text.find('.') > 3) text.pop_back();
    return "$" + text;
}

}  // namespace bot
