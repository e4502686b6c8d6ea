#include "bot/publish/pictures/picture.h"

#include <fmt/format.h>

#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {

namespace {
constexpr double capital = 0.7;  // how high, in em
}

Placed placed(std::string_view text, Block const& block, double x, double y, Hang hang) {
    auto const fit = fitted(text, block.face, block.room);
    if (fit.lines.empty()) return {"", y, y};
    auto const step = fit.size * block.room.leading;
    auto const first_to_last = step * static_cast<double>(fit.lines.size() - 1);
    auto const height = capital * fit.size + first_to_last;
    auto const top = y - (hang == Hang::top ? 0 : hang == Hang::middle ? height / 2 : height);
    Placed done{"", top, top + height};
    auto baseline = top + capital * fit.size;
    for (auto const& line : fit.lines) {
        done.svg += drawn(line, {block.face, fit.size, block.colour}, block.anchor, x, baseline);
        baseline += step;
    }
    return done;
}

std::string picture(int width, int height, Alternative const& alternative, std::string const& inside) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "role=\"img\" xml:lang=\"{2}\" lang=\"{2}\">\n<title>{3}</title>\n<desc>{4}</desc>\n{5}\n</svg>\n",
        width, height, escaped(alternative.language), escaped(alternative.title),
        escaped(alternative.description), inside);
}

}  // namespace bot::publish::pictures
