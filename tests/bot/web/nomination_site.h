#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/bot/nominate/builders.h"
#include "tests/bot/web/site.h"

namespace test {

using Typed = std::vector<std::pair<std::string, std::string>>;

/// The web part of the program with an open season and the pages of nominations.
struct NominationSite : Site {
    explicit NominationSite(bot::nominate::Settings const& settings = {});

    /// A form that has nothing to fix, with the hidden fields of a page that was just loaded.
    Typed typed(Browser& visitor, std::string const& page = "/nominate");
    /// A browser with an operator signed in.
    Browser signed_in();
    /// The clock shows that time, and the season's steps that are due by then are taken.
    void until(bot::Time time);
    /// The private link of the mail queued last.
    std::string last_link(std::string const& path);

    bot::nominate::Settings settings;
    bot::nominate::Invitations invitations{store, keys, clock};
    bot::nominate::Nominations nominations{store, keys, clock, pages().words(), invitations, settings};
    bot::nominate::FollowUps follow_ups{store, keys, clock, pages().words(), "http://127.0.0.1:8080"};
    bot::nominate::Newcomers newcomers{store, clock};
    std::filesystem::path outbox = folder / "outbox";
    bot::web::Visitors visitors{{nominations, invitations, store, keys, clock, pages(), true},
                                {nominations, store, keys, pages()},
                                {follow_ups, store, pages()},
                                {outbox, pages()}};
    bot::web::CompanyPages company_pages{newcomers, store, clock, pages()};
    bot::web::NominationPages nomination_pages{nominations, store, clock, pages()};
    bot::web::SeasonPages season_pages{store, clock, pages(), 2};
};

/// Changes the field of that name.
void set(Typed& fields, std::string const& name, std::string const& value);

}  // namespace test
