#include "bot/web/public/form_pages.h"

#include "bot/base/user_error.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "storage/companies.h"

namespace bot::web {
namespace {

using pages::View;

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

/// One of several to choose from.
View choice(std::string const& name, std::string const& value, std::string const& chosen, std::string title) {
    View view;
    view.set("id", name + "-" + (value.empty() ? "none" : value)).set("name", name).set("value", value);
    return view.set("title", std::move(title)).set("chosen", value == chosen);
}

class FormView {
public:
    FormView(pages::Words const& words, std::string const& language, nominate::Form const& form,
             FormPage const& page)
        : words_(words), language_(language), form_(form), page_(page) {}

    std::string say(std::string const& key, pages::Arguments const& arguments = {}) const {
        return words_.say(language_, key, arguments);
    }

    std::vector<View> categories(nominate::Season const& season) const {
        std::vector<View> rows;
        for (auto const& id : season.parts.categories)
            rows.push_back(choice("category", id, form_.category, category_title(words_, language_, id))
                               .set("text", category_text(words_, language_, id)));
        return rows;
    }

    std::vector<View> choices(std::string const& name, std::string const& chosen,
                              std::vector<std::string> const& values) const {
        std::vector<View> rows;
        for (auto const& value : values)
            rows.push_back(choice(name, value, chosen, say("form." + name + "_" + value)).set("text", ""));
        return rows;
    }

    View scale(std::string const& name, std::string const& chosen) const {
        std::vector<View> marks;
        for (std::string const mark : {"1", "2", "3", "4", "5"})
            marks.push_back(choice(name, mark, chosen, mark));
        marks.push_back(choice(name, "", chosen, say("form.score_none")));
        View view;
        view.set("name", name).set("title", say("form." + name)).set("marks", std::move(marks));
        return view.set("error", error(name));
    }

    std::string error(std::string const& field) const {
        for (auto const& mistake : page_.mistakes)
            if (mistake.field == field) return words_of(mistake);
        return "";
    }

    std::vector<View> summary() const {
        std::vector<View> rows;
        for (auto const& mistake : page_.mistakes)
            if (!mistake.field.empty())
                rows.push_back(View().set("field", mistake.field).set("text", words_of(mistake)));
        return rows;
    }

private:
    std::string words_of(nominate::Mistake const& mistake) const {
        return say(mistake.message, {{"limit", mistake.limit}, {"count", mistake.count}});
    }

    pages::Words const& words_;
    std::string const& language_;
    nominate::Form const& form_;
    FormPage const& page_;
};

/// The form with what was typed, in ready words.
View form_view(pages::Words const& words, std::string const& language, nominate::Form const& form,
               nominate::Season const& season, nominate::Limits const& limits, FormPage const& page) {
    FormView const parts(words, language, form, page);
    auto const whole_form = parts.error("");
    auto summary = parts.summary();
    View view;
    view.set("title", parts.say("form.title")).set("at_nominate", true);
    view.set("invited", page.invited.empty() ? "" : parts.say("form.invited", {{"company", page.invited}}));
    view.set("invite_gone", page.invite_gone).set("notice", page.notice.empty() ? whole_form : page.notice);
    view.set("mend",
             summary.empty() ? "" : parts.say("form.mend", {{"n", static_cast<long long>(summary.size())}}));
    view.set("mistakes", std::move(summary));
    std::vector<View> companies;
    for (auto const& name : page.companies) companies.push_back(View().set("name", name));
    view.set("companies", std::move(companies)).set("company", form.company);
    view.set("categories", parts.categories(season));
    view.set("excellents", parts.choices("excellent", form.excellent, {"yes", "no"}));
    view.set("credits", parts.choices("credit", form.credit, {"team", "person", "both"}));
    view.set("scales",
             std::vector<View>{parts.scale("empathy", form.empathy), parts.scale("knowledge", form.knowledge),
                               parts.scale("professionalism", form.professionalism)});
    view.set("person", form.person).set("story", form.story).set("mail", form.mail);
    view.set("story_hint", parts.say("form.story_hint", {{"limit", static_cast<long long>(limits.story)}}));
    view.set("may_publish", form.may_publish).set("may_ask", form.may_ask);
    view.set("invite", form.invite).set("started", form.started);
    for (std::string const field : {"company", "category", "excellent", "credit", "person", "story", "mail"})
        view.set("error_" + field, parts.error(field));
    return view;
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
    view.set("title", say(pages_, request, "form.sent_title"))
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
