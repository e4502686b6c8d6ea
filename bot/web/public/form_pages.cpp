#include "bot/web/public/form_pages.h"

#include "bot/base/user_error.h"
#include "bot/web/http/show.h"
#include "bot/web/http/status.h"
#include "storage/companies.h"

namespace bot::web {
namespace {

constexpr int most_offered = 100;  // names; any other is typed

nominate::Form typed(Fields const& fields) {
    nominate::Form form;
    form.company = fields.text("company");
    form.category = fields.text("category");
    form.excellent = fields.text("excellent");
    form.credit = fields.text("credit");
    form.person = fields.text("person");
    form.empathy = fields.text("empathy");
    form.knowledge = fields.text("knowledge");
    form.professionalism = fields.text("professionalism");
    form.story = fields.text("story");
    form.mail = fields.text("mail");
    form.may_publish = !fields.text("may_publish").empty();
    form.may_ask = !fields.text("may_ask").empty();
    form.invite = fields.text("invite");
    form.website = fields.text("website");
    form.started = fields.text("started");
    return form;
}

}  // namespace

Response FormPages::form(Request const& request) {
    nominate::Form form;
    form.company = request.query.text("company");
    form.category = request.query.text("category");
    return show_form(request, form, {}, 200);
}

Response FormPages::invited(Request const& request) {
    nominate::Form form;
    FormPage page;
    auto const company = invitations_.lookup(request.param("token"));
    auto const known = company ? storage::companies::find(store_, *company) : std::nullopt;
    page.invite_gone = !known;
    if (known) {
        page.invited = form.company = known->name;
        form.invite = request.param("token");
    }
    return show_form(request, form, page, 200);
}

Response FormPages::send(Request const& request) {
    auto const form = typed(request.form);
    auto const& words = pages_.words();
    FormPage page;
    int status = 422;
    if (!request.token_ok) {
        page.notice = words.say(request.language, "form.stale");
        return show_form(request, form, page, 403);
    }
    try {
        page.mistakes = nominations_.submit(form, {request.client, request.language});
        if (page.mistakes.empty()) return redirect(request.link("/nominate/sent"));
    } catch (UserError const& error) {
        page.notice = error.what();
        status = status_of(error.kind());
    }
    return show_form(request, form, page, status);
}

Response FormPages::sent(Request const& request) {
    pages::View view;
    view.set("title", pages_.words().say(request.language, "form.sent_title"))
        .set("outbox", outbox_)
        .set("at_nominate", true);
    return show(pages_, request, "form-sent", std::move(view));
}

Response FormPages::show_form(Request const& request, nominate::Form const& form, FormPage page,
                              int status) const {
    auto const season = nominations_.season();
    if (!season) return closed(request);
    auto shown = form;
    if (!nominate::started_at(keys_, form.started))
        shown.started = nominate::started_stamp(keys_, clock_.now());
    for (auto const& company : storage::companies::suggested(store_, most_offered))
        page.companies.push_back(company.name);
    return show(
        pages_, request, "form",
        form_view(pages_.words(), request.language, shown, *season, nominations_.settings().limits, page),
        status);
}

Response FormPages::closed(Request const& request) const {
    auto const& words = pages_.words();
    auto const now = clock_.now();
    std::string text = words.say(request.language, "form.closed_text");
    for (auto const& season : storage::seasons::all(store_))
        if (season.opens_at > now)
            text = words.say(request.language, "form.closed_next",
                             {{"day", words.day(request.language, season.opens_at)}});
    pages::View view;
    view.set("title", words.say(request.language, "form.closed_title")).set("at_nominate", true);
    view.set("text", text);
    return show(pages_, request, "form-closed", std::move(view));
}

}  // namespace bot::web
