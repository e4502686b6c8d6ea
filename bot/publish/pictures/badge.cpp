#include "bot/publish/pictures/badge.h"

#include <fmt/format.h>

#include "bot/publish/pictures/picture.h"
#include "bot/publish/pictures/rosette.h"
#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

/// What all three sizes say, and in which colours.
struct Sign {
    Honour const& honour;
    HonourWords said;
    Palette const& colours;
    std::string company, award, whole;  // "SupportAwards · Autumn 2026", "Winner · Empathy"
};

Sign sign_of(pages::Words const& words, Honour const& honour, Look look) {
    auto said = words_of(words, honour);
    auto whole = joined({said.headline, said.field});
    return {honour,
            std::move(said),
            palette(look),
            one_line(honour.company),
            one_line(honour.programme) + " · " + one_line(honour.season),
            std::move(whole)};
}

std::string ground(Extent extent, Palette const& colours) {
    return fmt::format(
        "<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\" stroke=\"{}\"/>",
        extent.width - 1, extent.height - 1, colours.card, colours.line);
}

/// A line of how sure we are stands only where there is something to be sure of.
std::string facts(Sign const& sign, Room const& room, Anchor anchor, double x, double baseline) {
    auto const& colour = sign.colours.soft;
    auto svg = placed(joined({sign.said.place, sign.said.people}), {room, Face::text, colour, anchor}, x,
                      baseline, Hang::bottom)
                   .svg;
    auto const above = baseline - room.size * 1.4;
    return svg + placed(sign.said.sure, {room, Face::text, colour, anchor}, x, above, Hang::bottom).svg;
}

double height_of(Honour const& honour, double number, double other) {
    return honour.kind == Honour::Kind::winner ? number : other;
}

std::string small(Sign const& sign) {
    constexpr double left = 66, width = 234;
    auto const& colours = sign.colours;
    auto const line = [&](std::string const& text, double size, Face face, std::string_view colour,
                          double y) {
        return placed(text, {{width, size, size, size * 0.6}, face, colour}, left, y, Hang::bottom).svg;
    };
    auto const shared = sign.honour.place && sign.honour.place->shared;
    auto const& sure = sign.said.sure.empty() ? sign.said.people : sign.said.sure;
    auto const award = joined({sign.award, shared ? sign.said.place : ""});
    return ribbon({34, 28, 22, 20, 1.5}, colours) +
           emblem(sign.honour, 34, 28, height_of(sign.honour, 16, 13), colours.accent) +
           line(sign.whole, 17, Face::headline, colours.ink, 23.5) +
           line(sure, 11.5, Face::text, colours.accent, 39) + line(award, 10.5, Face::text, colours.soft, 53);
}

std::string medium(Sign const& sign) {
    constexpr double left = 20, width = 206, bottom = 166;
    auto const& colours = sign.colours;
    auto svg = ribbon({282, 66, 42, 28, 1.66}, colours) +
               emblem(sign.honour, 282, 66, height_of(sign.honour, 32, 26), colours.accent);
    auto const top = placed(sign.award, {{width, 12, 12, 9}, Face::text, colours.warm}, left, 18);
    auto const above = sign.said.sure.empty() ? bottom - 24 : bottom - 41;
    auto const whole = placed(sign.whole, {{width, 34, 16, 11, 1.18}, Face::headline, colours.accent}, left,
                              above, Hang::bottom);
    Room const room{width, whole.top - top.bottom - 24, 26, 9, 1.12};
    auto const name = placed(sign.company, {room, Face::headline, colours.ink}, left, top.bottom + 14);
    return svg + top.svg + name.svg + whole.svg + facts(sign, {300, 12, 12, 9}, Anchor::start, left, bottom);
}

/// The programme above and the season below, along the ribbon's inner edge.
std::string legend(Sign const& sign, double x, double y, double radius) {
    auto const& colours = sign.colours;
    auto const along = [&](std::string const& text, bool bottom) {
        auto const capital = capitals(one_line(text), sign.honour.language);
        constexpr double spacing = 0.12;
        auto const wide =
            width_of(capital, Face::text) + spacing * static_cast<double>(graphemes(capital).size());
        auto const size = std::min(12.5, 2.3 * radius / wide);
        if (size < 6.5) return std::string();
        // Capitals hang inwards from the upper arc's line, and stand on the lower one's.
        auto const arc = radius - (bottom ? 0 : size * 0.7);
        return drawn_on({x, y, arc, bottom}, capital, {Face::text, size, colours.soft, spacing});
    };
    return along(sign.honour.programme, false) + along(sign.honour.season, true);
}

std::string large(Sign const& sign) {
    constexpr double x = 170, y = 160, radius = 146;
    auto const& colours = sign.colours;
    auto svg = ribbon({x, y, radius, 44, 1.62}, colours);
    auto const middle = radius * middle_of_rosette;
    svg += legend(sign, x, y, middle - 9);
    svg += emblem(sign.honour, x, y - 38, height_of(sign.honour, 38, 34), colours.accent);
    Block const headline{{132, 32, 32, 15, 1.05}, Face::headline, colours.ink, Anchor::middle};
    auto const said = placed(sign.said.headline, headline, x, y - 4);
    svg += said.svg;
    Block const field{{128, 30, 13, 8, 1.2}, Face::text, colours.soft, Anchor::middle};
    svg += placed(sign.said.field, field, x, said.bottom + 11).svg;
    svg += fmt::format(
        "<rect x=\"10.5\" y=\"300.5\" width=\"319\" height=\"129\" rx=\"10\" fill=\"{}\" "
        "stroke=\"{}\"/>",
        colours.card, colours.line);
    auto const baseline = 414.0;
    auto const room = (sign.said.sure.empty() ? 24.0 : 41.0);
    Block const name{{283, baseline - room - 320, 27, 11, 1.12}, Face::headline, colours.ink, Anchor::middle};
    svg += placed(sign.company, name, x, (314 + baseline - room) / 2, Hang::middle).svg;
    return svg + facts(sign, {283, 12.5, 12.5, 9}, Anchor::middle, x, baseline);
}

}  // namespace

Extent extent_of(BadgeSize size) {
    switch (size) {
        case BadgeSize::small:
            return {312, 64};
        case BadgeSize::medium:
            return {340, 184};
        case BadgeSize::large:
            break;
    }
    return {340, 440};
}

std::string_view name_of(BadgeSize size) {
    return size == BadgeSize::small ? "small" : size == BadgeSize::medium ? "medium" : "large";
}

std::string_view name_of(Look look) {
    return look == Look::dark ? "dark" : "light";
}

std::string badge(pages::Words const& words, Honour const& honour, BadgeSize size, Look look) {
    auto const sign = sign_of(words, honour, look);
    auto const extent = extent_of(size);
    auto const inside =
        size == BadgeSize::large
            ? large(sign)
            : ground(extent, sign.colours) + (size == BadgeSize::small ? small(sign) : medium(sign));
    return picture(extent.width, extent.height, {sign.said.title, sign.said.description, honour.language},
                   inside);
}

}  // namespace bot::publish::pictures
