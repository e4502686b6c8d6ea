#include "bot/publish/pictures/embed.h"

#include <fmt/format.h>

#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {

namespace {
std::string address(std::string const& url) {
    return url.starts_with("https://") || url.starts_with("http://") ? escaped(url) : "#";
}
}  // namespace

std::string embed(pages::Words const& words, Honour const& honour, BadgeSize size, std::string const& image) {
    auto const extent = extent_of(size);
    return fmt::format("<a href=\"{}\"><img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\"></a>",
                       address(honour.page), address(image), escaped(words_of(words, honour).title),
                       extent.width, extent.height);
}

}  // namespace bot::publish::pictures
