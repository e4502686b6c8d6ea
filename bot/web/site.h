#pragma once

#include "bot/web/console/company_pages.h"
#include "bot/web/console/connect_pages.h"
#include "bot/web/console/learning_pages.h"
#include "bot/web/console/network_pages.h"
#include "bot/web/console/nomination_pages.h"
#include "bot/web/console/queue_pages.h"
#include "bot/web/console/sent_pages.h"
#include "bot/web/console/sign_in_pages.h"
#include "bot/web/console/watch_pages.h"
#include "bot/web/http/routes.h"
#include "bot/web/public/follow_up_pages.h"
#include "bot/web/public/form_pages.h"
#include "bot/web/public/outbox_pages.h"
#include "bot/web/public/private_pages.h"

namespace bot::web {

/// The handlers behind the sign-in, and the sign-in itself. They outlive the routes.
struct Console {
    console::SignInPages& sign_in;
    QueuePages& queue;
    SentPages& sent;
    CompanyPages& companies;
    NominationPages& nominations;
    NetworkPages& networks;
    ConnectPages& accounts;
    WatchPages& watch;
    LearningPages& learning;
};

/// The handlers everybody reaches. They outlive the routes.
struct Public {
    FormPages& form;
    PrivatePages& mine;
    FollowUpPages& follow_up;
    OutboxPages* outbox = nullptr;  // only where mails stay on this machine
};

/// What everybody reaches, alone.
void list(Routes& routes, Public const& visitors);

/// The whole site as the program answers it; the published pages are files. In routes.cpp.
Routes site(Console const& console, Public const& visitors);

}  // namespace bot::web
