#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/desk/rules.h"
#include "bot/pages/words.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// Words in the language of one request, at one moment.
class Phrases {
public:
    Phrases(pages::Words const& words, Request const& request, storage::Time at)
        : now(at), words_(words), language_(request.language) {}

    std::string say(std::string const& key, pages::Arguments const& arguments = {}) const {
        return words_.say(language_, key, arguments);
    }
    std::string refusal(desk::Refusal const& refusal) const {
        return say(refusal.message(), refusal.arguments);
    }
    /// "12 minutes ago", or that it is not known.
    std::string ago(std::optional<storage::Time> const& then) const {
        return then ? words_.ago(language_, *then, now) : say("queue.unknown_time");
    }
    std::string number(double value, int decimals) const { return words_.number(language_, value, decimals); }

    storage::Time const now;

private:
    pages::Words const& words_;
    std::string const language_;
};

/// The beginning of a post for a list: at most so many code points, ended by "…" at a blank.
std::string shortened(std::string_view text, std::size_t longest = 60);

/// An address that may stand in a link, or "".
std::string web_address(std::optional<std::string> const& url);

/// "2026-09-01T08:00:00Z", for markup; "" if not known.
std::string machine_time(std::optional<storage::Time> const& then);

}  // namespace bot::web
