#include "bot/publish/pictures/share_card.h"

#include <fmt/format.h>

#include "bot/publish/formatter.h"
#include "bot/publish/pictures/picture.h"
#include "bot/publish/pictures/rosette.h"
#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

constexpr double left = 80, bottom = 562;

std::string ground() {
    return fmt::format(
        "<rect width=\"{0}\" height=\"{1}\" fill=\"{2}\"/>"
        "<rect y=\"{3}\" width=\"{0}\" height=\"12\" fill=\"{4}\"/>",
        share_card_width, share_card_height, light_colours.paper, share_card_height - 12,
        light_colours.accent);
}

/// The address as people read it: without "https://" and the last slash.
std::string readable(std::string const& page) {
    auto text = one_line(page);
    for (auto const* scheme : {"https://", "http://"})
        if (text.starts_with(scheme)) text.erase(0, std::string_view(scheme).size());
    if (text.ends_with('/')) text.pop_back();
    return text;
}

std::string foot(std::string const& page, double width) {
    return placed(readable(page), {{width, 24, 24, 16}, Face::text, light_colours.soft}, left, bottom,
                  Hang::bottom)
        .svg;
}

Placed kicker(std::string const& programme, std::string const& season, double width) {
    return placed(joined({one_line(programme), one_line(season)}),
                  {{width, 30, 30, 20}, Face::text, light_colours.warm}, left, 76);
}

std::string line(double y, double width) {
    return fmt::format("<path d=\"M{} {:.1f}h{}\" stroke=\"{}\" stroke-width=\"2\"/>", left, y, width,
                       light_colours.line);
}

}  // namespace

std::string share_card(pages::Words const& words, Honour const& honour) {
    constexpr double width = 660, x = 960, y = 262, radius = 186;
    auto const said = words_of(words, honour);
    auto svg = ground() + ribbon({x, y, radius, 44, 1.62}, light_colours);
    svg += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{:.1f}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>", x, y,
        radius * middle_of_rosette - 12, light_colours.line);
    svg += emblem(honour, x, y, honour.kind == Honour::Kind::winner ? 132 : 104, light_colours.accent);
    auto const top = kicker(honour.programme, honour.season, width);
    Block const fact{{width, 28, 28, 18}, Face::text, light_colours.soft};
    auto const sure = placed(said.sure, fact, left, bottom - 56, Hang::bottom);
    auto const people = placed(joined({said.place, said.people}), fact, left,
                               said.sure.empty() ? bottom - 56 : bottom - 96, Hang::bottom);
    auto const rule = people.top - 30;
    auto const award = placed(joined({said.headline, said.field}),
                              {{width, 84, 38, 24, 1.2}, Face::headline, light_colours.accent}, left,
                              rule - 30, Hang::bottom);
    Room const room{width, award.top - top.bottom - 70, 92, 34, 1.08};
    auto const name =
        placed(one_line(honour.company), {room, Face::headline, light_colours.ink}, left, top.bottom + 36);
    svg +=
        top.svg + name.svg + award.svg + line(rule, width) + people.svg + sure.svg + foot(honour.page, width);
    return picture(share_card_width, share_card_height, {said.title, said.description, honour.language}, svg);
}

std::string share_card(pages::Words const& words, SeasonCard const& card) {
    constexpr double width = 690, x = 985, y = 262, radius = 150;
    Formatter const format(words, card.language);
    auto const title = format("honour.season_title");
    auto const people = format("honour.season_people", {{"people", card.people}, {"teams", card.teams}});
    Honour const thanks;
    auto svg = ground() + ribbon({x, y, radius, 44, 1.62}, light_colours) +
               emblem(thanks, x, y, 96, light_colours.accent);
    auto const top = kicker(card.programme, card.season, width);
    auto const heading =
        placed(title, {{width, 124, 58, 36, 1.1}, Face::headline, light_colours.ink}, left, top.bottom + 36);
    auto const lead =
        placed(people, {{width, 36, 36, 22}, Face::text, light_colours.soft}, left, heading.bottom + 34);
    svg += top.svg + heading.svg + lead.svg;
    auto baseline = bottom - 62;
    auto const shown = std::min<std::size_t>(card.leaders.size(), 3);
    for (auto place = shown; place-- > 0; baseline -= 46)
        svg +=
            placed(one_line(card.leaders[place]), {{width, 34, 34, 22}, Face::headline, light_colours.accent},
                   left, baseline, Hang::bottom)
                .svg;
    return picture(share_card_width, share_card_height,
                   {joined({title, one_line(card.season)}, ", "), people + ".", card.language},
                   svg + foot(card.page, width));
}

}  // namespace bot::publish::pictures
