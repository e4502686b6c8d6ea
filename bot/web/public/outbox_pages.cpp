#include "bot/web/public/outbox_pages.h"

#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/notify/outbox.h"
#include "bot/web/http/show.h"

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

Response OutboxPages::all(Request const& request) {
    std::vector<View> rows;
    for (auto const& letter : notify::messages_in(folder_, shown))
        rows.push_back(View()
                           .set("subject", letter.subject)
                           .set("to", letter.to)
                           .set("href", request.link("/outbox/" + letter.id)));
    View view;
    view.set("title", pages_.words().say(request.language, "outbox.title"));
    view.set("empty", rows.empty()).set("full", !rows.empty()).set("letters", std::move(rows));
    return show(pages_, request, "outbox", std::move(view));
}

Response OutboxPages::one(Request const& request) {
    auto const letter = notify::message_in(folder_, request.param("mail"));
    if (!letter)
        throw UserError(UserError::Kind::not_found,
                        pages_.words().say(request.language, "error.not_found_text"));
    View view;
    view.set("title", letter->subject).set("to", letter->to).set("lines", lines_of(letter->body));
    return show(pages_, request, "outbox-mail", std::move(view));
}

}  // namespace bot::web
