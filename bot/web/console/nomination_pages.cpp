#include <algorithm>

#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
#include "storage/companies.h"
#include "storage/mails.h"
#include "storage/nominations.h"

namespace bot::web {
namespace {

using pages::View;
using storage::Operator;

constexpr int listed_nominations = 100;
constexpr long long counted_most = 1000;

/// ?after= of the list, or of the form that stands in it.
std::string after(Request const& request) {
    return request.method == "POST" ? request.form.text("after") : request.query.text("after");
}

std::string list_after(Request const& request, std::string const& nomination) {
    auto const start = storage::NominationId::read(nomination);
    return request.link("/console/nominations") + (start ? "?after=" + start->text() : "");
}

/// Nominations by state, and mails that wait or failed; "1,000+" where there are more.
std::vector<View> counts(storage::Read const& read, std::optional<storage::Season> const& season,
                         Phrases const& phrases) {
    std::vector<View> rows;
    auto const add = [&](std::string const& key, long long number) {
        auto const shown = std::min(number, counted_most);
        rows.push_back(View()
                           .set("title", phrases.say(key))
                           .set("number", phrases.number(static_cast<double>(shown)) +
                                              (number > counted_most ? "+" : "")));
    };
    using State = storage::Nomination::State;
    for (auto const state :
         {State::counted, State::expired, State::unconfirmed, State::voided, State::withdrawn}) {
        auto const number =
            season ? storage::nominations::count(read, season->id, state, counted_most + 1) : 0;
        if (number > 0) add("nominations.state_" + std::string(storage::name_of(state)), number);
    }
    auto const mails = storage::mails::counts(read, counted_most + 1);
    if (mails.waiting > 0) add("nominations.mails_waiting", mails.waiting);
    if (mails.failed > 0) add("nominations.mails_failed", mails.failed);
    return rows;
}

View row(storage::Read const& read, storage::Nomination const& nomination, Phrases const& phrases) {
    using State = storage::Nomination::State;
    auto const company = storage::companies::resolved(read, nomination.company);
    auto const season = storage::seasons::find(read, nomination.season);
    auto const rules = season ? award::rules_of(*season) : award::Rules{};
    bool const counted = nomination.state == State::counted;
    auto const invited = nomination.evidence == storage::Nomination::Evidence::invited;
    View view;
    view.set("id", nomination.id.text()).set("company", company ? company->name : "");
    view.set("category", phrases.category(nomination.category, rules));
    view.set("state", nomination.state == State::expired ? phrases.say("nominations.state_expired")
                                                         : phrases.state(nomination));
    view.set("sent", phrases.ago(nomination.created_at));
    view.set("evidence", phrases.say(invited ? "nominations.evidence_invited" : "nominations.evidence_cold"));
    view.set("story", nomination.story.value_or("")).set("story_sha256", nomination.story_sha256);
    view.set("live", counted || nomination.state == State::unconfirmed);
    view.set("reasons", pages::rows_of(nominate::Nominations::void_reasons(), [&](auto const& reason) {
                 return View().set("value", reason).set("title", phrases.void_reason(reason));
             }));
    auto const may_show = counted && nomination.may_publish && !nomination.story.value_or("").empty();
    auto const shown = storage::stories::approved(read, nomination.id);
    view.set("story_shown", may_show && shown).set("story_hidden", may_show && !shown);
    auto const link = phrases.request.link("/console/nominations/" + nomination.id.text());
    view.set("show_action", link + "/show-story").set("hide_action", link + "/hide-story");
    return view.set("action", link + "/void");
}

storage::NominationId asked_for_nomination(Request const& request) {
    return storage::NominationId(request.param("nomination"));
}

/// Back to where the list was, at the nomination that was changed.
Response done(Request const& request) {
    auto const changed = storage::NominationId::read(request.param("nomination"));
    return redirect(list_after(request, after(request)) + (changed ? "#" + changed->text() : ""));
}

/// The list, with what was wrong.
Response again(NominationPages const& self, Request const& request, Operator const& person,
               std::string const& wrong, int status) {
    return self.all(refused(request, say(self.pages, request, "nominations.error." + wrong), status), person);
}

}  // namespace

Response NominationPages::all(Request const& request, Operator const&) const {
    Phrases const phrases(pages, request, clock.now());
    std::optional<storage::NominationId> start;
    if (auto const id = after(request); !id.empty()) start = storage::NominationId(id);
    // One more than is shown tells whether there are more.
    auto listed = storage::nominations::recent(store, listed_nominations + 1, start);
    std::string more;
    if (listed.size() > static_cast<std::size_t>(listed_nominations)) {
        listed.pop_back();
        more = list_after(request, listed.back().id.text());
    }
    auto const season = storage::seasons::current(store);
    View view;
    view.set("title", phrases.say("nominations.title")).set("at_nominations", true);
    view.set("season", season ? season->name : phrases.say("nominations.no_season"));
    view.set("counts", counts(store, season, phrases))
        .set("empty", listed.empty())
        .set("full", !listed.empty());
    view.set("nominations", pages::rows_of(listed, [&](auto const& one) { return row(store, one, phrases); }))
        .set("more", more);
    view.set("after", start ? start->text() : "");
    return show(pages, request, "nominations", std::move(view));
}

Response NominationPages::make_void(Request const& request, Operator const& person) const {
    auto const reason = request.form.text("reason");
    auto const& reasons = nominate::Nominations::void_reasons();
    if (std::ranges::find(reasons, reason) == reasons.end())
        return again(*this, request, person, "reason", 422);
    if (!nominations.void_nomination(asked_for_nomination(request), reason))
        return again(*this, request, person, "gone", 409);
    return done(request);
}

Response NominationPages::show_story(Request const& request, Operator const& person) const {
    auto const shown = store.write([&](storage::Write& write) {
        return storage::stories::approve(write, asked_for_nomination(request), request.form.text("read"),
                                         clock.now());
    });
    return shown ? done(request) : again(*this, request, person, "story", 409);
}

Response NominationPages::hide_story(Request const& request, Operator const&) const {
    store.write([&](storage::Write& write) {
        storage::stories::hide(write, asked_for_nomination(request), clock.now());
    });
    return done(request);
}

}  // namespace bot::web
