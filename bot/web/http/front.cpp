#include "bot/web/http/front.h"

#include <algorithm>

#include "bot/pages/files.h"
#include "bot/web/http/address.h"
#include "bot/web/http/page.h"

namespace bot::web {

namespace {

constexpr std::string_view static_start = "/static/";

bool is_console(std::string_view path) {
    return path == "/console" || path.starts_with("/console/");
}

bool has(Response const& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](auto const& header) { return header.first == name; });
}

void add_default(Response& response, char const* name, char const* value) {
    if (!has(response, name)) response.headers.emplace_back(name, value);
}

/// Pages run nothing and load nothing but what we wrote, and nobody frames them.
void make_strict(Response& response) {
    add_default(
        response, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    add_default(response, "X-Content-Type-Options", "nosniff");
    add_default(response, "Referrer-Policy", "same-origin");
    add_default(response, "Cross-Origin-Opener-Policy", "same-origin");
    add_default(response, "Cache-Control", "no-store");
}

std::optional<Response> static_file(Request const& request) {
    auto const* file = pages::find_static(std::string_view(request.path).substr(static_start.size()));
    if (!file || request.method == "POST") return std::nullopt;
    Response response;
    response.type = content_type(file->name);
    response.body = file->bytes;
    bool const named_version = request.query.text("v") == file->hash;
    response.headers.emplace_back("Cache-Control",
                                  named_version ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

/// What an address names, if it is an id or a name of ours and not something that was typed.
std::optional<std::string> subject_of(Request const& request) {
    constexpr std::size_t longest = 40;
    for (auto const& [place, value] : request.params)
        if (value.size() <= longest && is_plain_path(value) && value.find('/') == value.npos) return value;
    return std::nullopt;
}

/// Browsers are sent here after signing in; nobody else is.
std::string sign_in_address(Request const& request) {
    auto const& wanted = request.path;
    return is_plain_path(wanted) && wanted != "/console" ? "/console/sign-in?next=" + wanted
                                                         : "/console/sign-in";
}

}  // namespace

Front::Front(Routes routes, pages::Pages const& pages, Sessions& sessions, FormTokens const& tokens,
             SiteFolder const& site, std::function<Readiness()> ready, FrontSettings settings, Banner banner)
    : routes_(std::move(routes)),
      pages_(pages),
      sessions_(sessions),
      tokens_(tokens),
      site_(site),
      ready_(std::move(ready)),
      settings_(std::move(settings)),
      banner_(std::move(banner)) {}

Response Front::answer(Arrived const& arrived) const {
    ReadRequest read;
    Response response;
    try {
        look_for_proxy(arrived);
        read = read_request(arrived, pages_.words(), settings_.trusted_proxies);
        response = handled(read);
        make_strict(response);
    } catch (...) {
        response = failed(read.request);
    }
    return response;
}

Response Front::failed(Request const& request) const {
    try {
        try {
            throw;
        } catch (std::exception const& error) {
            if (settings_.failed) settings_.failed(error);
        } catch (...) {
            // The page tells of it below.
        }
        auto asked = request;
        if (asked.language.empty()) asked.language = "en";
        auto response = page_for_exception(pages_, asked);
        make_strict(response);
        return response;
    } catch (...) {
        // Not even the page could be made: no memory is left. The status alone needs none.
        Response bare;
        bare.status = 503;
        return bare;
    }
}

void Front::look_for_proxy(Arrived const& arrived) const {
    if (!settings_.trusted_proxies.empty() || !settings_.undeclared_proxy || proxy_told_) return;
    bool const forwarded =
        arrived.headers.contains("x-forwarded-for") || arrived.headers.contains("forwarded");
    if (forwarded && is_loopback(arrived.peer) && !proxy_told_.exchange(true)) settings_.undeclared_proxy();
}

Response Front::handled(ReadRequest& read) const {
    auto& request = read.request;
    if (read.fault) {
        auto response = error_page(pages_, request, *read.fault);
        if (*read.fault == Fault::method) response.headers.emplace_back("Allow", "GET, HEAD, POST");
        return response;
    }
    if (read.whole_path == "/livez") return health(true);
    if (read.whole_path == "/readyz") return health(readiness());
    if (request.path.starts_with(static_start)) return found_or_not(static_file(request), request);
    return routed(read);
}

Response Front::routed(ReadRequest& read) const {
    auto& request = read.request;
    bool other_method = false;
    auto const* route = routes_.find(request.method == "HEAD" ? "GET" : request.method, request.path,
                                     request.params, other_method);
    if (route) return route->for_all ? for_visitor(*route, request) : for_operator(*route, request);
    if (other_method) {
        auto response = error_page(pages_, request, Fault::method);
        response.headers.emplace_back("Allow", request.method == "POST" ? "GET, HEAD" : "POST");
        return response;
    }
    if (is_console(request.path) && !sessions_.find(request)) return redirect(sign_in_address(request));
    return from_site(read);
}

Response Front::for_visitor(Routes::Route const& route, Request& request) const {
    auto cookie = request.cookie(FormTokens::cookie_name).value_or("");
    if (request.method == "POST")
        request.token_ok = tokens_.is_valid(cookie, request.form.text("form_token"));
    bool const new_cookie = cookie.empty() || cookie.size() > 64;
    if (new_cookie) cookie = storage::random_base32(16);
    request.form_token = tokens_.make(cookie);
    bool const refused = !request.token_ok && route.stale == Routes::Stale::refuse;
    auto response = refused ? error_page(pages_, request, Fault::stale) : route.for_all(request);
    if (new_cookie && !has(response, "Set-Cookie"))
        response.headers.emplace_back("Set-Cookie", std::string(FormTokens::cookie_name) + "=" + cookie +
                                                        "; Path=/; HttpOnly; SameSite=Lax" +
                                                        (settings_.secure ? "; Secure" : ""));
    return response;
}

Response Front::for_operator(Routes::Route const& route, Request& request) const {
    auto const person = sessions_.find(request);
    if (!person)
        return request.method == "POST" ? error_page(pages_, request, Fault::signed_out)
                                        : redirect(sign_in_address(request));
    request.operator_name = person->name;
    request.form_token = sessions_.console_token(request);
    if (request.method == "POST" && !same_secret(request.form_token, request.form.text("form_token")))
        return error_page(pages_, request, Fault::stale);
    try {
        bool const may = sessions_.may(*person, route.least);
        if (route.audited) sessions_.note(*person, route.name(), subject_of(request), !may);
        if (!may)
            return error_page(pages_, request, Fault::forbidden,
                              {say(pages_, request, "error.leads_only"), ""});
        if (banner_ && request.method != "POST") request.banner = banner_(request);
        if (settings_.trouble && request.method != "POST") request.trouble = settings_.trouble(request);
        auto response = route.for_operators(request, *person);
        if (auto const cookie = sessions_.device_cookie(request, *person);
            cookie && !has(response, "Set-Cookie"))
            response.headers.emplace_back("Set-Cookie", *cookie);
        return response;
    } catch (...) {
        return failed(request);
    }
}

Response Front::from_site(ReadRequest const& read) const {
    auto const& request = read.request;
    if (request.method == "POST") return error_page(pages_, request, Fault::not_found);
    if (request.root == "/en") {
        if (!site_.find(request.path, request)) return error_page(pages_, request, Fault::not_found);
        Response response;
        response.status = 301;
        response.headers.emplace_back("Location", request.path);
        return response;
    }
    return found_or_not(site_.find(read.whole_path, request), request);
}

Response Front::found_or_not(std::optional<Response> found, Request const& request) const {
    return found ? std::move(*found) : error_page(pages_, request, Fault::not_found);
}

Response Front::health(Readiness const& state) const {
    Response response;
    response.status = state.ready ? 200 : 503;
    response.type = "text/plain; charset=utf-8";
    response.body = state.ready ? "ok\n" : "not ready\n";
    for (auto const& trouble : state.troubles) response.body += trouble + "\n";
    return response;
}

Readiness Front::readiness() const {
    try {
        return ready_();
    } catch (std::exception const& error) {
        // The answer itself is the report; what is wrong is in the log of who failed.
        if (settings_.failed) settings_.failed(error);
        return false;
    }
}

}  // namespace bot::web
