#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/pages/words.h"
#include "storage/seasons.h"

// Mails to operators about a season; what they say is pages/messages/*.mail.toml, "mail.season_…".
namespace bot::nominate {

/// Whom to tell, and what the mails say of the installation.
struct SeasonMailSettings {
    std::vector<std::string> to;  // mail addresses; none: only the console tells
    std::string language = "en";
    std::string programme;
    std::string public_url;  // without a slash at its end
};

/// Tells operators, once each and over restarts: a week before a season closes, the day after it with what is
/// left to do, and that it was announced. Any thread, one call at a time; what is referred to outlives it.
class SeasonMails {
public:
    SeasonMails(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                SeasonMailSettings settings);

    /// Puts in line what is due. Writes only then.
    void run_once();

private:
    void tell(storage::Season const& season, std::string const& what,
              std::function<std::string()> const& words) const;
    std::string left_to_do(storage::Season const& season) const;
    /// As people there read it.
    std::string day(Time time, storage::Season const& season) const;
    std::string say(std::string const& key, pages::Arguments const& arguments = {}) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    SeasonMailSettings const settings_;
};

}  // namespace bot::nominate
