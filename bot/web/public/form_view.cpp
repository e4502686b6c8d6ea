#include "bot/web/public/form_view.h"

#include "bot/web/public/wording.h"

namespace bot::web {
namespace {

using pages::View;

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

}  // namespace

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

}  // namespace bot::web
