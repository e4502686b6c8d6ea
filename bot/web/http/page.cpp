#include "bot/web/http/page.h"

#include <algorithm>

#include "bot/base/log.h"
#include "bot/base/url.h"
#include "storage/engine/error.h"

namespace bot::web {

namespace {

using Kind = UserError::Kind;

/// `name` is that of the messages: error.<name>, error.<name>_text, error.<name>_help.
struct Row {
    Fault fault;
    int status;
    std::string_view name;
    std::optional<Kind> kind{};  // of the UserError that it stands for
};

constexpr Row rows[] = {
    {Fault::bad_request, 400, "bad_request", Kind::invalid},
    {Fault::bad_text, 400, "bad_text"},
    {Fault::forbidden, 403, "forbidden", Kind::forbidden},
    {Fault::stale, 403, "stale"},
    {Fault::signed_out, 403, "signed_out"},
    {Fault::not_found, 404, "not_found", Kind::not_found},
    {Fault::method, 405, "method"},
    {Fault::conflict, 409, "conflict", Kind::conflict},
    {Fault::too_large, 413, "too_large"},
    {Fault::too_many, 429, "too_many", Kind::too_many},
    {Fault::broken, 500, "broken"},
    {Fault::unavailable, 503, "unavailable", Kind::unavailable},
};

/// Every fault and every kind has one.
Row const& row_of(Fault fault) {
    return *std::ranges::find(rows, fault, &Row::fault);
}
Row const& row_of(Kind kind) {
    return *std::ranges::find(rows, kind, &Row::kind);
}

Response rendered(pages::Pages const& pages, Request const& request, Row const& row, Details const& details) {
    auto const key = "error." + std::string(row.name);
    // Text that is none has its own words under the title of a bad request.
    auto const title = row.fault == Fault::bad_text ? "error.bad_request" : key;
    auto view = pages::View()
                    .set("title", say(pages, request, title))
                    .set("status", std::to_string(row.status))
                    .set("text", details.text.empty() ? say(pages, request, key + "_text") : details.text)
                    .set("help", say(pages, request, key + "_help"))
                    .set("reference", details.reference);
    bool const console = !request.operator_name.empty();
    return show(pages, request, console ? "error-console" : "error", std::move(view), row.status);
}

/// The path as it stands in a link: what was decoded in it begins neither a query nor a fragment.
std::string path_for_link(std::string_view path) {
    std::string encoded;
    for (auto slash = path.find('/'); slash != path.npos;) {
        auto const next = path.find('/', slash + 1);
        encoded += "/" + percent_encoded(path.substr(slash + 1, next == path.npos ? next : next - slash - 1));
        slash = next;
    }
    return encoded;
}

/// `what` is the log's alone.
Response logged(pages::Pages const& pages, Request const& request, Fault fault, std::string_view what) {
    auto const reference = storage::random_base32(5);
    log::error("a request failed", {{"reference", log::vouched(reference)}, {"why", log::vouched(what)}});
    return error_page(pages, request, fault, {"", reference});
}

}  // namespace

Response show(pages::Pages const& pages, Request const& request, std::string_view page, pages::View view,
              std::optional<int> status) {
    view.set("path", path_for_link(request.path))
        .set("dynamic", true)
        .set("english", request.root == "/en")
        .set("form_token", request.form_token)
        .set("operator", request.operator_name)
        .set("banner", request.banner)
        .set("trouble", request.trouble)
        .set("problem", request.problem);
    return html(pages.render(page, request.language, view), status.value_or(request.status));
}

std::string say(pages::Pages const& pages, Request const& request, std::string_view key,
                pages::Arguments const& arguments) {
    return pages.words().say(request.language, key, arguments);
}

int status_of(UserError::Kind kind) {
    return kind == UserError::Kind::invalid ? 422 : row_of(kind).status;
}

Response error_page(pages::Pages const& pages, Request const& request, Fault fault, Details const& details) {
    auto const& row = row_of(fault);
    try {
        auto response = rendered(pages, request, row, details);
        if (row.status == 503 || row.status == 429) response.headers.emplace_back("Retry-After", "30");
        return response;
    } catch (std::exception const& error) {
        log::error("an error page failed", {{"why", error}});
        Response plain;
        plain.status = row.status;
        plain.type = "text/plain; charset=utf-8";
        plain.body = "Something went wrong on our side. " + details.reference + "\n";
        return plain;
    }
}

Response page_for_exception(pages::Pages const& pages, Request const& request) {
    try {
        throw;
    } catch (UserError const& error) {
        return error_page(pages, request, row_of(error.kind()).fault, {error.what(), ""});
    } catch (std::exception const& error) {
        auto const kind = storage::kind_of(error);
        bool const no_memory = dynamic_cast<std::bad_alloc const*>(&error) != nullptr;
        bool const passes = no_memory || kind == storage::Error::Kind::full ||
                            kind == storage::Error::Kind::unreachable ||
                            kind == storage::Error::Kind::damaged;
        return logged(pages, request, passes ? Fault::unavailable : Fault::broken, storage::loggable(error));
    } catch (...) {
        return logged(pages, request, Fault::broken, "not a std::exception");
    }
}

}  // namespace bot::web
