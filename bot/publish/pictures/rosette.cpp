#include "bot/publish/pictures/rosette.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "bot/publish/pictures/lettering.h"

namespace bot::publish::pictures {
namespace {

struct Point {
    double x, y;
};

Point on_circle(Rosette const& rosette, double share, double radius) {
    auto const angle = share * 2 * std::numbers::pi - std::numbers::pi / 2;
    return {rosette.x + radius * std::cos(angle), rosette.y + radius * std::sin(angle)};
}

/// Every other pleat, each with a rounded end.
std::string pleats(Rosette const& rosette, int first, std::string_view colour) {
    std::string path;
    auto const inner = rosette.radius * 0.72, outer = rosette.radius * 0.965;
    for (int pleat = first; pleat < rosette.pleats; pleat += 2) {
        auto const from = static_cast<double>(pleat) / rosette.pleats,
                   to = static_cast<double>(pleat + 1) / rosette.pleats;
        auto const a = on_circle(rosette, from, inner), b = on_circle(rosette, from, outer),
                   tip = on_circle(rosette, (from + to) / 2, rosette.radius * 1.055),
                   c = on_circle(rosette, to, outer), d = on_circle(rosette, to, inner);
        path += fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}L{:.1f} {:.1f}z", a.x,
                            a.y, b.x, b.y, tip.x, tip.y, c.x, c.y, d.x, d.y);
    }
    return fmt::format("<path fill=\"{}\" d=\"{}\"/>", colour, path);
}

/// One tail, in radii: it hangs from the middle, leans outwards, and ends in a notch.
std::string tail(Rosette const& rosette, double side, std::string_view colour) {
    auto const point = [&](double x, double y) {
        return fmt::format("{:.1f} {:.1f}", rosette.x + side * x * rosette.radius,
                           rosette.y + y * rosette.radius);
    };
    auto const end = rosette.tails;
    return fmt::format("<path fill=\"{}\" d=\"M{}L{}L{}L{}L{}z\"/>", colour, point(-0.06, 0.6),
                       point(0.12, end - 0.05), point(0.4, end - 0.2), point(0.76, end - 0.17),
                       point(0.56, 0.5));
}

std::string circle(Rosette const& rosette, double share, std::string const& paint) {
    return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" {}/>", rosette.x, rosette.y,
                       share * rosette.radius, paint);
}

std::string number(Honour const& honour, double x, double y, double height, std::string_view colour) {
    auto const text = std::to_string(honour.place ? honour.place->number : 1);
    // Its figures are as high as its capitals: 0.7 em.
    Type const type{Face::headline, height / 0.7, colour};
    return drawn(text, type, Anchor::middle, x, y + height / 2);
}

}  // namespace

std::string ribbon(Rosette const& rosette, Palette const& colours) {
    return tail(rosette, -1, colours.ribbon) + tail(rosette, 1, colours.ribbon_deep) +
           pleats(rosette, 0, colours.pleat) + pleats(rosette, 1, colours.pleat_deep) +
           circle(rosette, 0.755, fmt::format("fill=\"{}\"", colours.ribbon)) +
           circle(rosette, middle_of_rosette, fmt::format("fill=\"{}\"", colours.card));
}

std::string emblem(Honour const& honour, double x, double y, double height, std::string_view colour) {
    auto const at = fmt::format("transform=\"translate({:.2f} {:.2f}) scale({:.4f})\"", x, y, height / 20);
    switch (honour.kind) {
        case Honour::Kind::outstanding:
            return fmt::format(
                "<path {} d=\"M-10 .5-3.2 7.4 10.4-7\" fill=\"none\" stroke=\"{}\" "
                "stroke-width=\"4.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
                at, colour);
        case Honour::Kind::thanked:
            return fmt::format(
                "<path {} d=\"M0 9.6C-4 6-11.4 .6-11.4-4.2c0-3.3 2.5-5.6 5.6-5.6 2.4 0 4.6 1.4 "
                "5.8 3.6 1.2-2.2 3.4-3.6 5.8-3.6 3.1 0 5.6 2.3 5.6 5.6C11.4 .6 4 6 0 9.6z\" "
                "fill=\"{}\"/>",
                at, colour);
        case Honour::Kind::winner:
            break;
    }
    return number(honour, x, y, height, colour);
}

}  // namespace bot::publish::pictures
