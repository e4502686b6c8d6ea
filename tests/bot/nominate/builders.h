#pragma once

#include <string>
#include <vector>

#include "bot/nominate/follow_up.h"
#include "bot/nominate/nominations.h"
#include "bot/nominate/season.h"
#include "storage/companies.h"
#include "tests/tools/world.h"

namespace test {

storage::CompanyId add_company(storage::Store& store, std::string const& name,
                               storage::Company::State state = storage::Company::State::active);

/// Open from a day before the clock's start for 90 days.
bot::nominate::SeasonSettings season_settings();

/// What went out or waits for its turn: decrypted, in the order in which it leaves.
struct MimeMessage {
    std::string to, subject, body;
    /// What follows `path` in the last such link, e.g. link("/confirm/").
    std::string link(std::string const& path) const;
};

/// A programme that takes nominations.
class Programme {
public:
    explicit Programme(std::string const& engine = "sqlite", bot::nominate::Settings settings = {});

    /// A form that has nothing to fix.
    bot::nominate::Form form(std::string const& company = "Hearth",
                             std::string const& mail = "ana@gmail.com") const;
    /// Accepts it and gives its private link.
    std::string send(bot::nominate::Form const& form, std::string const& client = "192.0.2.1");
    /// The same, confirmed.
    storage::Nomination thank(bot::nominate::Form const& form, std::string const& client = "192.0.2.1");
    std::vector<MimeMessage> letters() const;
    std::string mint(storage::CompanyId const& company);
    /// Whom it invites to thank now; empty if it does not.
    std::optional<storage::CompanyId> invited(std::string const& token) const;
    /// The clock shows that time, and the season's steps that are due by then are taken.
    void until(bot::Time time);
    storage::Nomination row(storage::NominationId const& id) const;
    long long count(std::string const& table) const;

    World world;
    bot::pages::Words words;
    bot::nominate::Invitations invitations;
    bot::nominate::Nominations nominations;
    bot::nominate::FollowUps follow_ups;
};

}  // namespace test
