#include "bot/web/console/phrases.h"

#include <date/date.h>

#include "bot/base/url.h"

namespace bot::web {

std::string shortened(std::string_view text, std::size_t longest) {
    std::size_t points = 0;
    std::size_t blank = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] & 0xc0) == 0x80) continue;
        if (++points > longest) {
            auto const cut = text.substr(0, blank > 0 ? blank : at);
            return std::string(cut.substr(0, cut.find_last_not_of(" .,;:!?-") + 1)) + "…";
        }
        if (text[at] == ' ' && points > longest / 2) blank = at;
    }
    return std::string(text);
}

std::string web_address(std::optional<std::string> const& url) {
    return url && begins_as_web(*url) ? *url : std::string();
}

std::string machine_time(std::optional<storage::Time> const& then) {
    return then ? date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(*then)) : std::string();
}

}  // namespace bot::web
