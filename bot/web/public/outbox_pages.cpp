#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/notify/mail_transport.h"
#include "bot/web/http/page.h"
#include "bot/web/public/pages.h"

namespace bot::web {
namespace {

using pages::View;

constexpr std::size_t shown = 50;

/// Lines; one that is an address of ours becomes a link.
std::vector<View> lines_of(std::string_view body) {
    std::vector<View> lines;
    while (!body.empty()) {
        auto const end = std::min(body.find('\n'), body.size());
        std::string const line(body.substr(0, end));
        body.remove_prefix(std::min(end + 1, body.size()));
        auto const link = begins_as_web(line) && line.find_first_of(" \"'<>") == line.npos;
        if (!line.empty())
            lines.push_back(View().set("text", link ? "" : line).set("href", link ? line : ""));
    }
    return lines;
}

}  // namespace

Response OutboxPages::all(Request const& request) const {
    auto rows = pages::rows_of(notify::messages_in(folder, shown), [&](auto const& mail) {
        return View()
            .set("subject", mail.subject)
            .set("to", mail.to)
            .set("href", request.link("/outbox/" + mail.id));
    });
    View view;
    view.set("title", say(pages, request, "outbox.title"));
    view.set("empty", rows.empty()).set("full", !rows.empty()).set("letters", std::move(rows));
    return show(pages, request, "outbox", std::move(view));
}

Response OutboxPages::one(Request const& request) const {
    auto const mail = notify::message_in(folder, request.param("mail"));
    if (!mail) throw UserError(UserError::Kind::not_found, say(pages, request, "error.not_found_text"));
    View view;
    view.set("title", mail->subject).set("to", mail->to).set("lines", lines_of(mail->body));
    return show(pages, request, "outbox-mail", std::move(view));
}

}  // namespace bot::web
