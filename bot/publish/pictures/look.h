#pragma once

#include <string_view>

namespace bot::publish::pictures {

/// The colours of a picture: those of the site (bot/pages/static/site.css), and the ribbon's.
struct Palette {
    std::string_view ink, soft, paper, card, wash, line, accent, warm;
    std::string_view pleat, pleat_deep, ribbon, ribbon_deep;
};
inline constexpr Palette light_colours{"#1d1b22", "#5c5866", "#fffdf9", "#ffffff", "#f4efe6", "#e6e0d6",
                                       "#0f6b5c", "#a84a09", "#147a69", "#0c594c", "#cb5a21", "#9c3f10"};
inline constexpr Palette dark_colours{"#efeae2", "#aaa3b0", "#17151b", "#201d26", "#25212c", "#37323f",
                                      "#5fd0b8", "#ffb070", "#2c9884", "#1d7665", "#d97438", "#a94f1d"};
enum class Look { light, dark };
constexpr Palette const& palette(Look look) {
    return look == Look::dark ? dark_colours : light_colours;
}

}  // namespace bot::publish::pictures
