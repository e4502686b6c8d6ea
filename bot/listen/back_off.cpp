#include "bot/listen/back_off.h"

#include <algorithm>

namespace bot::listen {

std::chrono::milliseconds wait_after(BackOff const& settings, int failures, double chance,
                                     std::optional<std::chrono::seconds> asked_for) {
    auto wait = settings.first;
    for (int i = 1; i < failures && wait < settings.most; ++i) wait *= 2;
    std::chrono::milliseconds const even = std::min(wait, settings.most);
    auto const uneven = std::chrono::milliseconds(static_cast<long long>(
        static_cast<double>(even.count()) * (0.75 + 0.5 * std::clamp(chance, 0.0, 1.0))));
    return std::max<std::chrono::milliseconds>(uneven, asked_for.value_or(std::chrono::seconds(0)));
}

}  // namespace bot::listen
