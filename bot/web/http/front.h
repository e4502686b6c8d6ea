#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "bot/pages/pages.h"
#include "bot/web/auth/sessions.h"
#include "bot/web/http/request.h"
#include "bot/web/http/routes.h"
#include "bot/web/http/site_folder.h"

namespace bot::web {

/// What /readyz says: 200 or 503, and below it a line for each part that has trouble.
struct Readiness {
    Readiness(bool is_ready) : ready(is_ready) {}
    bool ready;
    std::vector<std::string> troubles{};  // for anybody to read: parts of the program, no more
};

/// How the site is reached.
struct FrontSettings {
    /// By https: cookies are marked Secure.
    bool secure = false;
    /// Addresses of proxies whose X-Forwarded-For is believed.
    std::vector<std::string> trusted_proxies{};
    /// Told of each exception that became an error page. Must not throw; any thread.
    std::function<void(std::exception const&)> failed{};
    /// Told once, when a request comes from this machine on behalf of another one, and no proxy is trusted:
    /// then all visitors look like one. Must not throw; any thread.
    std::function<void()> undeclared_proxy{};
    /// Trouble of the whole installation that the console shows on every page; "" is none.
    std::function<std::string(Request const&)> trouble{};
};

/// What every request passes, in this order: health (/livez, /readyz), static files, the route's handler
/// (behind the sign-in if it is the console's, behind the form token if it is a POST), the published files.
/// Whatever goes wrong becomes a designed page, and every answer gets the headers that keep browsers strict
/// (Content-Security-Policy above all). A visitor's form token is bound to a cookie that the first page sets.
/// What it is given outlives it. Any thread.
class Front {
public:
    using Banner = std::function<std::string(Request const&)>;
    /// `ready` tells whether the daemon can do its work; it may throw, which counts as no. `banner` gives
    /// what the console's pages say of the networks above all else; "" is nothing.
    Front(Routes routes, pages::Pages const& pages, Sessions& sessions, FormTokens const& tokens,
          SiteFolder const& site, std::function<Readiness()> ready, FrontSettings settings,
          Banner banner = {});
    /// Never throws.
    Response answer(Arrived const& arrived) const;

private:
    /// Everything but the headers that all answers get.
    Response handled(ReadRequest& read) const;
    Response routed(ReadRequest& read) const;
    /// A public handler's answer; checks a POST's form token and sets the form cookie where there is none.
    Response for_visitor(Routes::Route const& route, Request& request) const;
    /// A console handler's answer, once the route's role allows it and what it may change is written down;
    /// without a session a GET leads to the sign-in, and a POST says that one is signed out.
    Response for_operator(Routes::Route const& route, Request& request) const;
    /// A published file. /en/… leads to the same page without a language: there the files have English at the
    /// root.
    Response from_site(ReadRequest const& read) const;
    Response found_or_not(std::optional<Response> found, Request const& request) const;
    Response health(Readiness const& state) const;
    Readiness readiness() const;
    /// To be called in a catch. Never throws, also when there is no memory for a page.
    Response failed(Request const& request) const;
    void look_for_proxy(Arrived const& arrived) const;

    Routes const routes_;
    pages::Pages const& pages_;
    Sessions& sessions_;
    FormTokens const& tokens_;
    SiteFolder const& site_;
    std::function<Readiness()> const ready_;
    FrontSettings const settings_;
    Banner const banner_;
    mutable std::atomic<bool> proxy_told_ = false;
};

}  // namespace bot::web
