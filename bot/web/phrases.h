#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/award/rules.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "storage/nominations.h"

// Words that several pages say alike.
namespace bot::web {

/// What a page says, in the language of one request, at one moment. Request and pages outlive it. One thread.
class Phrases {
public:
    /// `at` is when the page is made, which only ago() asks for.
    Phrases(pages::Pages const& pages, Request const& asked, storage::Time at = {})
        : now(at), request(asked), words(pages.words()) {}

    /// Throws std::out_of_range naming the key if there is no such message.
    std::string say(std::string const& key, pages::Arguments const& arguments = {}) const {
        return words.say(request.language, key, arguments);
    }
    /// "12 minutes ago", or that it is not known.
    std::string ago(std::optional<storage::Time> const& then) const {
        return then ? words.ago(request.language, *then, now) : say("queue.unknown_time");
    }
    /// "30 November 2026", in UTC.
    std::string day(storage::Time then) const { return words.day(request.language, then); }
    /// As people write it there, with so many decimals.
    std::string number(double value, int decimals = 0) const {
        return words.number(request.language, value, decimals);
    }
    /// A category as people read it; its id if the season has one we have no words for.
    std::string category(std::string const& id) const { return say_or("category." + id, id); }
    /// What is meant by it; "" if we have no words for it.
    std::string category_text(std::string const& id) const { return say_or("category." + id + "_text", ""); }
    /// The same in the season's own words, if it has some.
    std::string category(std::string const& id, award::Rules const& rules) const;
    std::string category_text(std::string const& id, award::Rules const& rules) const;
    /// "Counts since 3 March 2026", "Does not count: …".
    std::string state(storage::Nomination const& nomination) const;
    /// Why a nomination does not count; a general sentence for a reason we have no words for.
    std::string void_reason(std::string const& reason) const;

    /// The moment that "ago" counts from.
    storage::Time const now;
    /// For links, and for what was asked or typed.
    Request const& request;
    /// For what is said in another way; the language is the request's.
    pages::Words const& words;

private:
    std::string say_or(std::string const& key, std::string const& otherwise) const;
};

/// The beginning of a post for a list: all of it, or at most so many code points with "…" behind them, cut at
/// the last blank of the second half if there is one.
std::string shortened(std::string_view text, std::size_t longest = 60);

/// Rows with the `name` of companies, for a field in which one is typed; any other may be typed too.
std::vector<pages::View> offered_companies(storage::Read const& read);

/// An address that may stand in a link, which is one of http or https; else "".
std::string web_address(std::optional<std::string> const& url);

/// "2026-09-01T08:00:00Z", for the datetime attribute; "" if not known.
std::string machine_time(std::optional<storage::Time> const& then);

}  // namespace bot::web
