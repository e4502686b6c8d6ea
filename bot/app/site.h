#pragma once

#include <functional>

#include "bot/account_linking/accounts.h"
#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/installation.h"
#include "bot/learn/retrainer.h"
#include "bot/listen/health.h"
#include "bot/listen/watchlist/watch_list.h"
#include "bot/nominate/follow_up.h"
#include "bot/nominate/newcomers.h"
#include "bot/nominate/nominations.h"
#include "bot/pages/pages.h"
#include "bot/web/auth/sign_in.h"
#include "bot/web/console/company_pages.h"
#include "bot/web/console/connect_pages.h"
#include "bot/web/console/learning_pages.h"
#include "bot/web/console/network_pages.h"
#include "bot/web/console/nomination_pages.h"
#include "bot/web/console/queue_pages.h"
#include "bot/web/console/sent_pages.h"
#include "bot/web/console/sign_in_pages.h"
#include "bot/web/console/watch_pages.h"
#include "bot/web/http/front.h"
#include "bot/web/public/follow_up_pages.h"
#include "bot/web/public/form_pages.h"
#include "bot/web/public/outbox_pages.h"
#include "bot/web/public/private_pages.h"

namespace bot {

/// What answers the web: the handlers of all pages, and the front that leads a request to the right one.
class Site {
public:
    Site(Installation& base, pages::Pages const& pages, desk::Desk& desk, desk::Queue& queue,
         nominate::Nominations& nominations, nominate::FollowUps& follow_ups, listen::Health& health,
         account_linking::Accounts& accounts, learn::Retrainer& retrainer, bool demo,
         std::function<bool()> ready);

    web::Response answer(web::Arrived const& arrived) const { return front_.answer(arrived); }

    web::Sessions sessions;

private:
    web::FormTokens const form_tokens_;
    web::SignIn sign_in_;
    web::console::SignInPages sign_in_pages_;
    web::QueuePages queue_pages_;
    web::SentPages sent_pages_;
    nominate::Invitations const invitations_;
    nominate::Newcomers newcomers_;
    web::CompanyPages company_pages_;
    web::NominationPages nomination_pages_;
    web::NetworkPages network_pages_;
    web::ConnectPages connect_pages_;
    listen::WatchList watch_list_;
    web::WatchPages watch_pages_;
    web::LearningPages learning_pages_;
    bool const shows_outbox_;  // the demo's mails, which leave nowhere
    web::FormPages form_pages_;
    web::PrivatePages private_pages_;
    web::FollowUpPages follow_up_pages_;
    web::OutboxPages outbox_pages_;
    web::SiteFolder const published_;
    web::Front const front_;
};

}  // namespace bot
