#include "bot/publish/pictures/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "bot/publish/formatter.h"
#include "bot/publish/pictures/picture.h"
#include "bot/publish/pictures/rosette.h"
#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

constexpr double width = 841.89, height = 595.28, middle = width / 2;

std::string frame(double inset, std::string_view colour, double line) {
    return fmt::format(
        "<rect x=\"{0}\" y=\"{0}\" width=\"{1:.2f}\" height=\"{2:.2f}\" fill=\"none\" "
        "stroke=\"{3}\" stroke-width=\"{4}\"/>",
        inset, width - 2 * inset, height - 2 * inset, colour, line);
}

/// As it may stand in a PDF: only signs of an address, others as %XX. Empty if it is none of the web.
std::string link(std::string const& page) {
    static constexpr std::string_view plain = "-._~:/?#@!$&*+,;=%";
    if (!page.starts_with("https://") && !page.starts_with("http://")) return "";
    std::string safe;
    for (unsigned char const sign : page)
        if (sign < 128 && (std::isalnum(sign) || plain.find(static_cast<char>(sign)) != plain.npos))
            safe += static_cast<char>(sign);
        else
            safe += fmt::format("%{:02X}", sign);
    return safe;
}

/// The frame, and the ribbon over its lower edge.
std::string background(Honour const& honour) {
    constexpr double y = 487, radius = 52;
    auto const around =
        fmt::format("<rect x=\"{:.2f}\" y=\"520\" width=\"124\" height=\"60\" fill=\"#fff\"/>", middle - 62);
    auto const inside =
        frame(26, light_colours.accent, 1.6) + frame(32, light_colours.line, 0.8) + around +
        ribbon({middle, y, radius, 32, 1.72}, light_colours) +
        emblem(honour, middle, y, honour.kind == Honour::Kind::winner ? 38 : 30, light_colours.accent);
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\">{2}</svg>",
        width, height, inside);
}

SheetText text(std::string words, Face face, std::string_view colour, Room const& room, double y) {
    return {std::move(words), face, std::string(colour), room, Anchor::middle, middle, y, false, ""};
}

}  // namespace

Sheet certificate(pages::Words const& words, Honour const& honour) {
    Formatter const format(words, honour.language);
    auto const said = words_of(words, honour);
    auto const company = one_line(honour.company);
    Sheet sheet;
    sheet.title = format("honour.certificate", {{"company", company}});
    sheet.author = one_line(honour.programme);
    sheet.language = honour.language;
    sheet.day = honour.day;
    sheet.picture = background(honour);
    auto const sentence = said.description.substr(std::min(said.description.size(), said.people.size() + 2));
    auto& texts = sheet.texts;
    texts.push_back(text(joined({sheet.author, one_line(honour.season)}), Face::text, light_colours.warm,
                         {600, 16, 15, 10}, 74));
    texts.push_back(text(format("honour.certificate_thanks", {{"people", honour.people}}), Face::text,
                         light_colours.soft, {600, 22, 19, 12}, 128));
    texts.push_back(text(company, Face::headline, light_colours.ink, {690, 132, 62, 20, 1.1}, 222));
    texts.back().heading = true;
    texts.push_back(text(joined({said.headline, said.field}), Face::headline, light_colours.accent,
                         {640, 56, 26, 14, 1.2}, 322));
    texts.push_back(text(said.place, Face::text, light_colours.ink, {480, 18, 15, 11}, 356));
    texts.push_back(text(sentence, Face::text, light_colours.soft, {480, 46, 15, 11, 1.4}, 394));
    Room const side{270, 12, 11.5, 6.5, 1.3};
    auto const beside = [&](std::string line, Anchor anchor, double x, double y,
                            std::string const& leads_to) {
        texts.push_back({std::move(line), Face::text, std::string(light_colours.soft), side, anchor, x, y,
                         false, leads_to});
    };
    auto const page = one_line(honour.page);
    beside(format.day(honour.day), Anchor::start, 60, 535, "");
    beside(format("honour.certificate_check"), Anchor::end, width - 60, 520, "");
    beside(page, Anchor::end, width - 60, 535, link(page));
    return sheet;
}

}  // namespace bot::publish::pictures
