#pragma once

#include "bot/pages/pages.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/auth/sign_in.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// Getting into the console and out of it.
class SignInPages {
public:
    SignInPages(pages::Pages const& pages, SignIn& sign_in, Sessions& sessions)
        : pages_(pages), sign_in_(sign_in), sessions_(sessions) {}

    Response form(Request const& request);
    Response send(Request const& request);
    Response link(Request const& request);
    Response set_password(Request const& request);
    Response sign_out(Request const& request, storage::Operator const& person);
    Response home(Request const& request, storage::Operator const& person);

private:
    Response form_with(Request const& request, std::string const& error_key, int status);
    Response password_form(Request const& request, storage::Operator const& person,
                           std::string const& error_key);
    Response signed_in(Request const& request, storage::OperatorId const& person, std::string const& next);
    Response link_gone(Request const& request);

    pages::Pages const& pages_;
    SignIn& sign_in_;
    Sessions& sessions_;
};

}  // namespace bot::web
