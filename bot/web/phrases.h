#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/desk/rules.h"
#include "bot/pages/words.h"
#include "bot/web/http/request.h"
#include "storage/nominations.h"

// Words that several pages say alike.
namespace bot::web {

/// Words in the language of one request, at one moment. `words` outlives it.
class Phrases {
public:
    Phrases(pages::Words const& words, Request const& request, storage::Time at)
        : now(at), words_(words), language_(request.language) {}

    /// Throws std::out_of_range naming the key if there is no such message.
    std::string say(std::string const& key, pages::Arguments const& arguments = {}) const {
        return words_.say(language_, key, arguments);
    }
    /// Why the desk refused.
    std::string refusal(desk::Refusal const& refusal) const {
        return say(refusal.message(), refusal.arguments);
    }
    /// "12 minutes ago", or that it is not known.
    std::string ago(std::optional<storage::Time> const& then) const {
        return then ? words_.ago(language_, *then, now) : say("queue.unknown_time");
    }
    /// As people write it there, with so many decimals.
    std::string number(double value, int decimals) const { return words_.number(language_, value, decimals); }

    /// The moment that "ago" counts from.
    storage::Time const now;

private:
    pages::Words const& words_;
    std::string const language_;
};

/// The beginning of a post for a list: at most so many code points, ended by "…" at a blank.
std::string shortened(std::string_view text, std::size_t longest = 60);

/// An address that may stand in a link, which is one of http or https; else "".
std::string web_address(std::optional<std::string> const& url);

/// "2026-09-01T08:00:00Z", for the datetime attribute; "" if not known.
std::string machine_time(std::optional<storage::Time> const& then);

/// A category as people read it; its id if the season has one we have no words for.
std::string category_title(pages::Words const& words, std::string_view language, std::string const& category);
/// What is meant by it; "" if we have no words for it.
std::string category_text(pages::Words const& words, std::string_view language, std::string const& category);
/// "Counts since 3 March 2026", "Does not count: …".
std::string state_text(pages::Words const& words, std::string_view language,
                       storage::Nomination const& nomination);
/// Why a nomination does not count; a general sentence for a reason we have no words for.
std::string void_text(pages::Words const& words, std::string_view language, std::string const& reason);

}  // namespace bot::web
