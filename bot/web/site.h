#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "bot/web/auth/sessions.h"
#include "bot/web/auth/sign_in.h"
#include "bot/web/console/pages.h"
#include "bot/web/http/front.h"
#include "bot/web/http/routes.h"
#include "bot/web/public/pages.h"

// The whole site: which handler answers what (the list is in site.cpp), and what stands in front of them.
namespace bot::web {

/// The handlers everybody reaches, signed in or not; public/pages.h says what each does.
struct Visitors {
    FormPages form;
    PrivatePages mine;
    FollowUpPages follow_up;
    OutboxPages outbox;
};

/// The handlers behind the sign-in, and the sign-in itself; console/pages.h says what each does.
struct Console {
    SignInPages sign_in;
    /// The desk: what waits, and what became of what was answered.
    QueuePages queue;
    SentPages sent;
    /// What nominators brought.
    CompanyPages companies;
    NominationPages nominations;
    SeasonPages seasons;
    /// What the program listens to, with which account, and how well it tells praise.
    NetworkPages networks;
    ConnectPages accounts;
    WatchPages watch;
    LearningPages learning;
};

/// Adds the pages that everybody reaches; those of the outbox only where mails stay on this machine, as
/// anyone can read them there. The handlers outlive the routes.
void list(Routes& routes, Visitors const& visitors, bool with_outbox);
/// Adds the pages of the console, all but the sign-in's own behind the sign-in. The handlers outlive the
/// routes.
void list(Routes& routes, Console const& console);

/// What the pages show and change, a part for each step whose work people see. All of it outlives the site.
/// Networks and the config are not among them: the steps know the networks, and App takes from the config
/// what each part needs.
struct SiteParts {
    storage::Store& store;
    Keys const& keys;
    Clock const& clock;
    pages::Pages const& pages;
    /// What operators work with.
    desk::Desk& desk;
    desk::Queue& queue;
    /// What nominators bring.
    nominate::Nominations& nominations;
    nominate::Invitations const& invitations;
    nominate::Newcomers& newcomers;
    nominate::FollowUps& follow_ups;
    /// What looks after the listening.
    listen::Health& health;
    listen::WatchList& watch_list;
    account_linking::Accounts& accounts;
    learn::Retrainer& retrainer;
};

/// What the site must know of the installation.
struct SiteSettings {
    /// Where visitors reach the site, without a '/' at the end; only measured, for the length of invite
    /// links.
    std::string public_url;
    /// The folder with the published site, which is served where no proxy does.
    std::filesystem::path published;
    /// The folder of mails to show as pages to anybody; absent hides them.
    std::optional<std::filesystem::path> outbox;
    /// How long one stays signed in, and how the site is reached.
    SessionSettings sessions{};
    FrontSettings front{};
    /// How many addresses of operators get the mails about a season.
    std::size_t operators_told = 0;
};

/// What answers the web: the handlers of all pages, and the front that leads a request to the right one. Any
/// thread.
class Site {
public:
    /// `ready` tells whether the daemon can do its work; it may throw, which counts as no. What of the
    /// settings' `front` is the site's own (`trouble`) is set here.
    Site(SiteParts const& parts, SiteSettings const& settings, std::function<Readiness()> ready);
    Site(Site const&) = delete;

    /// Never throws: whatever goes wrong becomes a page.
    Response answer(Arrived const& arrived) const { return front_.answer(arrived); }
    /// Removes the sessions that ran out; to be called now and then.
    void forget_old_sessions() { sessions_.forget_old(); }

private:
    Sessions sessions_;
    FormTokens const form_tokens_;
    SignIn sign_in_;
    Visitors const visitors_;
    Console const console_;
    SiteFolder const published_;
    Front const front_;  // Last: its routes lead to those above.
};

}  // namespace bot::web
