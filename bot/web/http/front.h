#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/pages/pages.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/http/request.h"
#include "bot/web/http/routes.h"
#include "bot/web/http/site_folder.h"

namespace bot::web {

struct FrontSettings {
    bool secure = false;  // the site is reached by https
    std::vector<std::string> trusted_proxies{};
};

/// What every request passes, in this order: health, static files, the route's handler (behind the sign-in if
/// it is the console's, behind the form token if it is a POST), the published files. Whatever goes wrong
/// becomes a designed page, and every answer gets the headers that keep browsers strict. Any thread.
class Front {
public:
    using Banner = std::function<std::string(Request const&)>;
    /// `ready` tells whether the daemon can do its work; it may throw. `banner` gives what the console's
    /// pages say above all else; "" is nothing.
    Front(Routes routes, pages::Pages const& pages, Sessions& sessions, FormTokens const& tokens,
          SiteFolder const& site, std::function<bool()> ready, FrontSettings settings, Banner banner = {});
    /// Never throws.
    Response answer(Arrived const& arrived) const;

private:
    Response handled(ReadRequest& read) const;
    Response routed(ReadRequest& read) const;
    Response for_visitor(Routes::Route const& route, Request& request) const;
    Response for_operator(Routes::Route const& route, Request& request) const;
    Response from_site(ReadRequest const& read) const;
    Response found_or_not(std::optional<Response> found, Request const& request) const;
    Response health(bool fine) const;
    bool is_ready() const;

    Routes const routes_;
    pages::Pages const& pages_;
    Sessions& sessions_;
    FormTokens const& tokens_;
    SiteFolder const& site_;
    std::function<bool()> const ready_;
    FrontSettings const settings_;
    Banner const banner_;
};

}  // namespace bot::web
