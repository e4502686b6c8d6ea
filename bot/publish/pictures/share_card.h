#pragma once

#include <string>
#include <vector>

#include "bot/publish/pictures/honour.h"

namespace bot::publish::pictures {

/// What a network shows beside a link: 1200 × 630 pixels, as SVG, to be made a PNG by Painter. Always light.
/// Pure.
inline constexpr int share_card_width = 1200, share_card_height = 630;

std::string share_card(pages::Words const& words, Honour const& honour);

/// A season as a whole: how many thanked how many, and who leads.
struct SeasonCard {
    std::string programme, season;
    long long people = 0, teams = 0;
    std::vector<std::string> leaders;  // companies, best first; three are shown
    std::string page;                  // its address
    std::string language;
};
std::string share_card(pages::Words const& words, SeasonCard const& card);

}  // namespace bot::publish::pictures
