#include "bot/web/console/nomination_pages.h"

#include <algorithm>

#include "bot/web/http/show.h"
#include "bot/web/public/wording.h"
#include "storage/companies.h"
#include "storage/mails.h"
#include "storage/nominations.h"

namespace bot::web {
namespace {

using pages::View;

constexpr int listed_nominations = 100;

/// ?after= of the list, or of the form that stands in it.
std::string after(Request const& request) {
    return request.method == "POST" ? request.form.text("after") : request.query.text("after");
}

std::string list_after(Request const& request, std::string const& nomination) {
    return request.link("/console/nominations") + (nomination.empty() ? "" : "?after=" + nomination);
}

}  // namespace

std::string NominationPages::say(Request const& request, std::string const& key,
                                 pages::Arguments const& arguments) const {
    return pages_.words().say(request.language, key, arguments);
}

std::vector<View> NominationPages::counts(Request const& request) const {
    std::vector<View> rows;
    auto const add = [&](std::string const& key, long long number) {
        rows.push_back(
            View()
                .set("title", say(request, key))
                .set("number", pages_.words().number(request.language, static_cast<double>(number))));
    };
    auto const season = storage::seasons::current(store_, clock_.now());
    if (season)
        for (auto const& [state, number] : storage::nominations::counts(store_, season->id))
            add("nominations.state_" + state, number);
    auto const mails = storage::mails::counts(store_);
    if (mails.waiting > 0) add("nominations.mails_waiting", mails.waiting);
    if (mails.failed > 0) add("nominations.mails_failed", mails.failed);
    return rows;
}

View NominationPages::row(Request const& request, storage::Nomination const& nomination) const {
    auto const& words = pages_.words();
    auto const company = storage::companies::resolved(store_, nomination.company);
    auto const live = nomination.state == storage::Nomination::State::counted ||
                      nomination.state == storage::Nomination::State::unconfirmed;
    auto const invited = nomination.evidence == storage::Nomination::Evidence::invited;
    std::vector<View> reasons;
    for (auto const& reason : nominate::Nominations::void_reasons())
        reasons.push_back(
            View().set("value", reason).set("title", void_text(words, request.language, reason)));
    View view;
    view.set("id", nomination.id.text()).set("company", company ? company->name : "");
    view.set("category", category_title(words, request.language, nomination.category));
    view.set("state", nomination.state == storage::Nomination::State::expired
                          ? say(request, "nominations.state_expired")
                          : state_text(words, request.language, nomination));
    view.set("sent", words.ago(request.language, nomination.created_at, clock_.now()));
    view.set("evidence",
             say(request, invited ? "nominations.evidence_invited" : "nominations.evidence_cold"));
    view.set("story", nomination.story.value_or(""));
    view.set("live", live).set("reasons", std::move(reasons));
    auto const may_show = nomination.state == storage::Nomination::State::counted && nomination.may_publish &&
                          !nomination.story.value_or("").empty();
    auto const shown = storage::stories::approved(store_, nomination.id);
    view.set("story_shown", may_show && shown).set("story_hidden", may_show && !shown);
    auto const link = request.link("/console/nominations/" + nomination.id.text());
    view.set("show_action", link + "/show-story").set("hide_action", link + "/hide-story");
    return view.set("action", request.link("/console/nominations/" + nomination.id.text() + "/void"));
}

Response NominationPages::all(Request const& request, storage::Operator const&) {
    return show_all(request, "", 200);
}

Response NominationPages::show_all(Request const& request, std::string const& problem, int status) const {
    std::vector<View> rows;
    std::optional<storage::NominationId> start;
    if (auto const id = after(request); !id.empty()) start = storage::NominationId(id);
    // One more than is shown tells whether there are more.
    auto nominations = storage::nominations::recent(store_, listed_nominations + 1, start);
    std::string more;
    if (nominations.size() > static_cast<std::size_t>(listed_nominations)) {
        nominations.pop_back();
        more = list_after(request, nominations.back().id.text());
    }
    for (auto const& nomination : nominations) rows.push_back(row(request, nomination));
    auto const season = storage::seasons::current(store_, clock_.now());
    View view;
    view.set("title", say(request, "nominations.title")).set("at_nominations", true).set("problem", problem);
    view.set("season", season ? season->name : say(request, "nominations.no_season"));
    view.set("counts", counts(request)).set("empty", rows.empty()).set("full", !rows.empty());
    view.set("nominations", std::move(rows)).set("more", more);
    view.set("after", start ? start->text() : "");
    return show(pages_, request, "nominations", std::move(view), status);
}

/// Back to where the list was, at the nomination that was changed.
Response NominationPages::done(Request const& request) const {
    return redirect(list_after(request, after(request)) + "#" + request.param("nomination"));
}

Response NominationPages::make_void(Request const& request, storage::Operator const&) {
    auto const reason = request.form.text("reason");
    auto const& reasons = nominate::Nominations::void_reasons();
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
        return show_all(request, say(request, "nominations.error.reason"), 422);
    if (!nominations_.void_nomination(storage::NominationId(request.param("nomination")), reason))
        return show_all(request, say(request, "nominations.error.gone"), 409);
    return done(request);
}

Response NominationPages::show_story(Request const& request, storage::Operator const&) {
    storage::NominationId const nomination(request.param("nomination"));
    auto const shown = store_.write(
        [&](storage::Write& write) { return storage::stories::approve(write, nomination, clock_.now()); });
    if (!shown) return show_all(request, say(request, "nominations.error.story"), 409);
    return done(request);
}

Response NominationPages::hide_story(Request const& request, storage::Operator const&) {
    storage::NominationId const nomination(request.param("nomination"));
    store_.write([&](storage::Write& write) { storage::stories::hide(write, nomination, clock_.now()); });
    return done(request);
}

}  // namespace bot::web
