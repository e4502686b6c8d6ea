#include "bot/web/console/season_view.h"

#include <algorithm>

#include "bot/base/zone.h"
#include "bot/nominate/open_ends.h"
#include "bot/nominate/season_steps.h"
#include "storage/host.h"
#include "storage/operators.h"

namespace bot::web {
namespace {

using nominate::OpenEnds;
using nominate::SeasonState;
using pages::View;
using storage::Season;
using storage::SeasonStep;
using namespace std::chrono_literals;

std::string state_key(char const* start, SeasonState state) {
    return start + std::string(name_of(state));
}

std::string day_there(Season const& season, storage::Time time, Phrases const& phrases) {
    return phrases.day(shown_in(time, season.zone));
}

View fact(std::string title, std::string value) {
    return View().set("title", std::move(title)).set("value", std::move(value));
}

/// When the clock takes the next step, or what it waits for.
std::string when_words(storage::Read const& read, Season const& season, SeasonState step,
                       Phrases const& phrases) {
    auto const due = award::due_at(season, step);
    if (!due) return phrases.say("season.when_person");
    auto const day = day_there(season, *due, phrases);
    if (phrases.now < *due)
        return phrases.say("season.when", {{"day", day}, {"ago", phrases.ago(*due)}});
    auto const open = storage::seasons::open(read);
    if (step == SeasonState::open && open) return phrases.say("season.when_other", {{"season", open->name}});
    auto const alerts = storage::host_alerts::all(read);
    if (std::ranges::find(alerts, "clock", &storage::HostAlert::name) != alerts.end())
        return phrases.say("season.when_clock");
    return phrases.say("season.when_due", {{"day", day}});
}

void show_next(View& view, storage::Read const& read, Season const& season, bool may_lead,
               Phrases const& phrases) {
    auto const step = award::next_state(season.state);
    view.set("has_next", step.has_value());
    if (!step) return;
    auto const early = nominate::needs_reason(season, *step, phrases.now);
    view.set("next", phrases.say(state_key("season.state_", *step)))
        .set("next_does", phrases.say(state_key("season.does_", *step)))
        .set("next_when", when_words(read, season, *step, phrases))
        .set("step", std::string(name_of(*step)))
        .set("do", phrases.say(state_key("season.do_", *step)))
        .set("early", early)
        .set("reason_hint", phrases.say(early ? "season.reason_early" : "season.reason_free"))
        .set("reason", phrases.request.form.text("reason"))
        .set("may_take", may_lead)
        .set("action", phrases.request.link("/console/season/" + season.id));
    view.set("mails", *step == SeasonState::announced);
}

std::string who_words(storage::Read const& read, SeasonStep const& step, Phrases const& phrases) {
    auto const person = step.person ? storage::operators::find(read, *step.person) : std::nullopt;
    return phrases.say("season.by_" + std::string(name_of(step.by)),
                       {{"name", person ? person->name : std::string("?")}});
}

std::vector<View> step_views(storage::Read const& read, Season const& season, Phrases const& phrases) {
    std::vector<View> rows;
    auto const taken = storage::seasons::steps(read, season.id);
    for (auto state = std::optional(SeasonState::draft); state; state = award::next_state(*state)) {
        auto const step = std::ranges::find(taken, *state, &SeasonStep::state);
        auto const due = award::due_at(season, *state);
        View row;
        row.set("name", phrases.say(state_key("season.state_", *state))).set("now", *state == season.state);
        if (step != taken.end())
            row.set("when", day_there(season, step->taken_at, phrases))
                .set("machine", machine_time(step->taken_at))
                .set("who", who_words(read, *step, phrases))
                .set("why", step->reason);
        else
            row.set("when", *state <= season.state ? ""
                            : due ? phrases.say("season.planned", {{"day", day_there(season, *due, phrases)}})
                                  : phrases.say("season.by_person_only"))
                .set("machine", "")
                .set("who", "")
                .set("why", "");
        rows.push_back(std::move(row));
    }
    return rows;
}

/// "more than 1,000" beyond what is counted.
std::string end_words(char const* key, long long number, Phrases const& phrases) {
    auto words = phrases.say(std::string("season.end_") + key, {{"n", std::min(number, OpenEnds::most)}});
    return number > OpenEnds::most ? "> " + words : words;
}

std::vector<View> end_views(storage::Read const& read, Season const& season, Phrases const& phrases) {
    auto const ends = nominate::open_ends(read, season.id);
    std::vector<View> rows;
    auto const add = [&](char const* key, long long number, char const* link) {
        if (number > 0)
            rows.push_back(View()
                               .set("text", end_words(key, number, phrases))
                               .set("link", *link == '\0' ? "" : phrases.request.link(link)));
    };
    add("unconfirmed", ends.unconfirmed, "/console/nominations");
    add("unanswered", ends.unanswered, "");
    add("without_size", ends.without_size, "/console/companies");
    add("unread", ends.unread, "/console/nominations");
    add("invitations", ends.invitations, "/console/sent");
    if (rows.empty()) rows.push_back(View().set("text", phrases.say("season.end_none")).set("link", ""));
    return rows;
}

std::vector<View> date_facts(Season const& season, Phrases const& phrases) {
    auto const day = [&](storage::Time time) { return day_there(season, time, phrases); };
    return {fact(phrases.say("season.publishes"), season.publishes_at ? day(*season.publishes_at)
                                                                      : phrases.say("season.by_person_only")),
            fact(phrases.say("season.opens"), day(season.opens_at)),
            fact(phrases.say("season.closes"), day(season.closes_at - 1ms)),
            fact(phrases.say("season.counts"), day(season.counts_at)),
            fact(phrases.say("season.announced"), day(season.announced_at)),
            fact(phrases.say("season.zone"), season.zone)};
}

std::vector<View> rule_facts(Season const& season, Phrases const& phrases) {
    auto const rules = award::rules_of(season);
    auto const number = [&](long long value) { return phrases.number(static_cast<double>(value)); };
    auto const points = [&](long long weight) {
        return phrases.number(static_cast<double>(weight) / static_cast<double>(award::point), 2);
    };
    std::string categories;
    for (auto const& id : rules.categories)
        categories += (categories.empty() ? "" : " · ") + phrases.category(id, rules);
    std::vector<View> facts = {
        fact(phrases.say("season.categories"), categories),
        fact(phrases.say("season.expected"), number(rules.expected_small) + " · " +
                                                 number(rules.expected_medium) + " · " +
                                                 number(rules.expected_large)),
        fact(phrases.say("season.weights"), points(rules.invited_weight) + " · " + points(rules.cold_weight)),
        fact(phrases.say("season.thanked"), number(rules.thanked_people)),
        fact(phrases.say("season.gate"),
             phrases.say("season.gate_text", {{"answers", static_cast<long long>(rules.gate_answers)},
                                              {"percent", static_cast<long long>(rules.gate_permille / 10)}})),
        fact(phrases.say("season.batch"),
             phrases.say("season.batch_text", {{"n", static_cast<long long>(rules.batch)},
                                               {"minutes", static_cast<long long>(rules.batch_minutes)}}))};
    if (season.state != SeasonState::draft)
        facts.push_back(fact(phrases.say("season.sha256"), season.rules_sha256));
    return facts;
}

}  // namespace

View season_view(storage::Read const& read, Season const& season, std::size_t operators_told, bool may_lead,
                 Phrases const& phrases) {
    View view;
    view.set("name", season.name)
        .set("now", phrases.say(state_key("season.now_", season.state)))
        .set("edit_link", season.state == SeasonState::draft && may_lead
                              ? phrases.request.link("/console/season/" + season.id + "/edit")
                              : "")
        .set("steps", step_views(read, season, phrases))
        .set("dates", date_facts(season, phrases))
        .set("rules", rule_facts(season, phrases));
    show_next(view, read, season, may_lead, phrases);
    bool const has_ends = season.state >= SeasonState::open && season.state <= SeasonState::counted;
    view.set("has_ends", has_ends);
    if (has_ends) view.set("ends", end_views(read, season, phrases));
    return view.set("operators_told", phrases.say("season.mails_operators",
                                                  {{"n", static_cast<long long>(operators_told)}}));
}

}  // namespace bot::web
