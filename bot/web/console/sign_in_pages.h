#pragma once

#include "bot/pages/pages.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/auth/sign_in.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// /console/sign-in: getting into the console and out of it, by a one-time link (which sets the password) and
/// then by name and password. The forms take stale tokens too and show what was typed again, with status 403.
/// Only a path of the console is gone to after signing in, whatever the address says. What it is given
/// outlives it; any thread.
class SignInPages {
public:
    SignInPages(pages::Pages const& pages, SignIn& sign_in, Sessions& sessions)
        : pages_(pages), sign_in_(sign_in), sessions_(sessions) {}

    /// The form for name and password; ?next= is where to go afterwards, ?out= says that one is signed out.
    Response form(Request const& request);
    /// Signs in. 422 for a wrong name or password, which look alike; 429 after too many tries.
    Response send(Request const& request);
    /// The form for a new password, for the person who opens a one-time link; 404 if it is forged, used or too old.
    Response link(Request const& request);
    /// Sets the password, spends the link, and signs in. 422 if the password is too short or too long.
    Response set_password(Request const& request);
    /// Ends the session of this browser.
    Response sign_out(Request const& request, storage::Operator const& person);
    /// /console leads to the queue.
    Response home(Request const& request, storage::Operator const& person);

private:
    /// The sign-in form with the message of `error_key`; "" for none.
    Response form_with(Request const& request, std::string const& error_key, int status);
    Response password_form(Request const& request, storage::Operator const& person,
                           std::string const& error_key);
    /// A redirect that carries the new session's cookie.
    Response signed_in(Request const& request, storage::OperatorId const& person, std::string const& next);
    Response link_gone(Request const& request);

    pages::Pages const& pages_;
    SignIn& sign_in_;
    Sessions& sessions_;
};

}  // namespace bot::web
