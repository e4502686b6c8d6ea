#pragma once

#include "bot/web/console/queue_pages.h"
#include "bot/web/console/sent_pages.h"
#include "bot/web/console/sign_in_pages.h"
#include "bot/web/routes.h"

namespace bot::web {

/// The handlers behind the sign-in, and the sign-in itself. They outlive the routes.
struct Console {
    console::SignInPages& sign_in;
    QueuePages& queue;
    SentPages& sent;
};

/// The handlers everybody reaches. They outlive the routes.
struct Public {};

/// The whole site as the program answers it; the published pages are files. In routes.cpp.
Routes site(Console const& console, Public const& visitors);

}  // namespace bot::web
