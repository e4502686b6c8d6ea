#pragma once

#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/pages/words.h"
#include "storage/engine/store.h"

// The mails that a season's result brings: to a company's contact, and to nominators who wished to be told
// who won. Everybody once; a crash neither loses nor doubles one.
namespace bot::nominate {

/// What a company is honoured with, for its contact.
struct Honour {
    storage::CompanyId company;
    /// Each on a line: what it is, as people read it in the contact's language; the page that shows it, and
    /// where its badge and its certificate are. Addresses.
    struct Line {
        std::string title, page, badge, certificate;
    };
    std::vector<Line> lines;
};

struct AnnouncementSettings {
    std::string public_url = "http://127.0.0.1:8080";  // without a slash at its end
    std::string programme = "SupportAwards";
};

/// Any thread; what is referred to outlives it.
class Announcement {
public:
    Announcement(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                 AnnouncementSettings settings);

    /// The language that a company's contact reads; "" if it has no confirmed one.
    std::string language_of(storage::CompanyId const& company) const;
    /// Puts the mail for the company's contact in line, with links to what it may show. False if there is no
    /// confirmed contact, nothing to tell, or it was told of that season before.
    bool tell_company(std::string const& season, Honour const& honour);
    /// Puts mails for up to a hundred nominators in line who wished to be told, with a link to `page`; a
    /// person gets one. Goes on behind `after`, which it moves; false once there is nobody left.
    bool tell_nominators(std::string const& season, std::string const& page, storage::NominationId& after);

private:
    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    AnnouncementSettings const settings_;
};

}  // namespace bot::nominate
