#include "bot/web/http/reading.h"

#include <algorithm>

#include "bot/web/http/address.h"
#include "bot/web/http/forms.h"

namespace bot::web {

namespace {

/// Takes "/de" off the path of a page that visitors see; operators' pages have one address in all languages.
void take_language(Request& request, pages::Words const& words) {
    for (auto const& language : words.languages()) {
        auto const root = "/" + language;
        if (request.path != root && !request.path.starts_with(root + "/")) continue;
        auto rest = request.path.substr(root.size());
        if (rest == "/console" || rest.starts_with("/console/") || rest.starts_with("/static/")) return;
        request.path = rest.empty() ? "/" : rest;
        request.root = root;
        request.language = language;
        return;
    }
}

std::optional<Fault> read_target(std::string_view target, Request& request) {
    auto const mark = target.find('?');
    auto path = decode_path(target.substr(0, mark));
    if (!path) return Fault::bad_request;
    request.path = std::move(*path);
    if (mark == std::string_view::npos) return std::nullopt;
    auto query = decode_fields(target.substr(mark + 1));
    if (!query.fields) return Fault::bad_request;
    request.query = std::move(*query.fields);
    return std::nullopt;
}

std::optional<Fault> read_form(std::string const& body, Request& request) {
    auto const type = request.header("content-type").value_or("");
    if (!body.empty() && !type.starts_with("application/x-www-form-urlencoded")) return Fault::bad_request;
    auto form = decode_fields(body);
    if (form.bad_text) return Fault::bad_text;
    if (!form.fields) return Fault::bad_request;
    request.form = std::move(*form.fields);
    return std::nullopt;
}

std::optional<Fault> fault_of(Arrived::Problem problem) {
    switch (problem) {
        case Arrived::Problem::none:
            return std::nullopt;
        case Arrived::Problem::malformed:
            return Fault::bad_request;
        case Arrived::Problem::too_large:
            return Fault::too_large;
        case Arrived::Problem::overloaded:
            return Fault::unavailable;
    }
    return Fault::broken;
}

}  // namespace

ReadRequest read_request(Arrived const& arrived, pages::Words const& words,
                         std::vector<std::string> const& trusted_proxies) {
    ReadRequest read;
    auto& request = read.request;
    request.method = arrived.method;
    request.headers = arrived.headers;
    request.path = std::string("/");
    request.language = words.choose(request.header("accept-language").value_or(""));
    request.client =
        client_address(arrived.peer, request.header("x-forwarded-for").value_or(""), trusted_proxies);
    read.fault = read_target(arrived.target, request);
    read.whole_path = request.path;
    take_language(request, words);
    if (auto const fault = fault_of(arrived.problem)) read.fault = fault;
    if (!read.fault && arrived.method != "GET" && arrived.method != "HEAD" && arrived.method != "POST")
        read.fault = Fault::method;
    if (!read.fault && arrived.method == "POST") read.fault = read_form(arrived.body, request);
    return read;
}

}  // namespace bot::web
