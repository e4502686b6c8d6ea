#include <algorithm>
#include <array>

#include "bot/base/zone.h"
#include "bot/nominate/open_ends.h"
#include "bot/nominate/season_draft.h"
#include "bot/nominate/season_steps.h"
#include "bot/web/console/pages.h"
#include "bot/web/console/season_view.h"
#include "bot/web/http/page.h"
#include "storage/seasons.h"

namespace bot::web {
namespace {

using nominate::SeasonState;
using pages::View;
using storage::Operator;
using storage::Season;

std::string at_season(Request const& request, std::string const& id) {
    return request.link("/console/season/" + id);
}

Season season_asked_for(SeasonPages const& self, Request const& request) {
    auto season = storage::seasons::find(self.store, request.param("season"));
    if (!season)
        throw UserError(UserError::Kind::not_found, say(self.pages, request, "season.no.not_found",
                                                        {{"season", request.param("season")}}));
    return std::move(*season);
}

/// The page of one season, with the list of all.
Response show_season(SeasonPages const& self, Request const& request, Operator const& person,
                     std::optional<Season> const& chosen) {
    Phrases const phrases(self.pages, request, self.clock.now());
    storage::Read const read(self.store);
    auto const all = storage::seasons::all(read);
    bool const may_lead = storage::operators::may_lead(read, person);
    View view;
    view.set("title", phrases.say("season.title")).set("at_season", true).set("may_lead", may_lead);
    view.set("new_link", request.link("/console/season-new")).set("empty", all.empty());
    view.set("several", all.size() > 1);
    view.set("seasons", pages::rows_of(all, [&](Season const& one) {
                 return View()
                     .set("name", one.name)
                     .set("state", phrases.say("season.state_" + std::string(name_of(one.state))))
                     .set("link", at_season(request, one.id))
                     .set("here", chosen && chosen->id == one.id);
             }));
    std::vector<View> shown;
    if (chosen) shown.push_back(season_view(read, *chosen, self.operators_told, may_lead, phrases));
    view.set("season", std::move(shown));
    return show(self.pages, request, "season", std::move(view));
}

nominate::SeasonForm typed(Fields const& fields) {
    nominate::SeasonForm form;
    each_season_field(form, [&](char const* name, std::string& value) { value = fields.text(name); });
    return form;
}

Response show_form(SeasonPages const& self, Request const& request, nominate::SeasonForm form,
                   std::string const& id) {
    Phrases const phrases(self.pages, request);
    View view;
    view.set("title", phrases.say(id.empty() ? "season.draft_title" : "season.draft_edit_title"));
    view.set("at_season", true).set("is_new", id.empty()).set("back", request.link("/console/season"));
    view.set("action", id.empty() ? request.link("/console/season-new") : at_season(request, id) + "/edit");
    each_season_field(form, [&](char const* name, std::string& value) { view.set(name, value); });
    return show(self.pages, request, "season_draft", std::move(view));
}

/// The form as it was typed, and what is wrong with it.
Response again(SeasonPages const& self, Request const& request, nominate::SeasonForm const& form,
               std::string const& id, std::string const& wrong, int status = 422) {
    return show_form(self, refused(request, say(self.pages, request, "season.wrong." + wrong), status), form,
                     id);
}

}  // namespace

Response SeasonPages::all(Request const& request, Operator const& person) const {
    return show_season(*this, request, person, storage::seasons::current(store));
}

Response SeasonPages::one(Request const& request, Operator const& person) const {
    return show_season(*this, request, person, season_asked_for(*this, request));
}

Response SeasonPages::take(Request const& request, Operator const& person) const {
    auto const season = season_asked_for(*this, request);
    try {
        auto const step = storage::from_name<SeasonState>(request.form.text("step"));
        if (!step) throw nominate::StepRefused(UserError::Kind::conflict, "changed");
        nominate::take_step(store, season.id, *step, {person.id, request.form.text("reason")}, clock.now());
    } catch (nominate::StepRefused const& refusal) {
        auto arguments = refusal.arguments;
        for (auto& [name, value] : arguments)
            if (name == "state")
                value = say(pages, request, "season.state_" + std::get<std::string>(value));
        auto const why = say(pages, request, refusal.what(), arguments);
        return one(refused(request, why, status_of(refusal.kind())), person);
    }
    return redirect(at_season(request, season.id));
}

Response SeasonPages::fresh(Request const& request, Operator const&) const {
    return show_form(*this, request, nominate::new_form(), "");
}

Response SeasonPages::add(Request const& request, Operator const& person) const {
    auto const form = typed(request.form);
    auto const read = nominate::read_form(form);
    if (!read.mistake.empty()) return again(*this, request, form, "", read.mistake);
    auto const added = store.write([&](storage::Write& write) {
        return nominate::add_draft(write, read.settings, person.id, clock.now());
    });
    if (!added) return again(*this, request, form, "", "taken", 409);
    return redirect(at_season(request, read.settings.id));
}

Response SeasonPages::edit(Request const& request, Operator const&) const {
    auto const season = season_asked_for(*this, request);
    if (season.state != SeasonState::draft) return redirect(at_season(request, season.id));
    return show_form(*this, request, nominate::form_of(nominate::Season(season)), season.id);
}

Response SeasonPages::change(Request const& request, Operator const&) const {
    auto const season = season_asked_for(*this, request);
    auto form = typed(request.form);
    form.id = season.id;
    auto const read = nominate::read_form(form);
    if (!read.mistake.empty()) return again(*this, request, form, season.id, read.mistake);
    auto const changed = store.write(
        [&](storage::Write& write) { return nominate::edit_draft(write, read.settings); });
    if (!changed) return again(*this, request, form, season.id, "gone", 409);
    return redirect(at_season(request, season.id));
}

}  // namespace bot::web
