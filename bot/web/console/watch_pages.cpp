#include "bot/web/console/watch_pages.h"

#include <algorithm>

#include "bot/base/strings.h"
#include "bot/listen/watchlist/watch_words.h"
#include "bot/web/http/page.h"
#include "storage/types.h"

namespace bot::web {
namespace {

using listen::WatchList;
using pages::View;
using storage::Operator;

constexpr auto at_list = "/console/watch";

/// On one line, as a query is kept.
std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return std::string(trimmed(text, " "));
}

std::vector<View> lines(std::vector<std::string> const& all) {
    std::vector<View> rows;
    for (auto const& one : all) rows.push_back(View().set("text", one));
    return rows;
}

std::optional<std::string> given(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

View WatchPages::row(Request const& request, Operator const& person, WatchList::Row const& row) const {
    auto const& query = row.query;
    Phrases const phrases(pages_.words(), request, clock_.now());
    auto const base = request.link(at_list) + "/" + query.id.text();
    auto network = phrases.say("watch.everywhere");
    for (auto const& [name, title] : list_.networks())
        if (query.network == name) network = title;
    auto problems = listen::words_of(row.trial, pages_.words(), request.language).problems;
    bool const other = WatchList::may_review(query, person.name);
    View view;
    view.set("id", query.id.text()).set("words", query.words).set("network", network);
    view.set("network_name", query.network.value_or(""))
        .set("author", query.author)
        .set("steward", query.steward);
    view.set("review", pages_.words().day(request.language, query.review_at))
        .set("review_at", storage::day_of(query.review_at))
        .set("due", row.due);
    view.set("broken", !problems.empty()).set("problems", lines(problems));
    view.set("may_review", other)
        .set("own", row.due && !other)
        .set("next_review", storage::day_of(list_.usual_review()))
        .set("review_action", base + "/review")
        .set("retire_action", base + "/retire")
        .set("try_action", request.link("/console/watch/new"));
    return view;
}

Response WatchPages::show_all(Request const& request, Operator const& person, std::string const& problem,
                              int status) const {
    std::vector<View> rows;
    for (auto const& one : list_.all()) rows.push_back(row(request, person, one));
    View view;
    view.set("title", say(pages_, request, "watch.title"))
        .set("at_watch", true)
        .set("problem", problem)
        .set("new", request.link("/console/watch/new"))
        .set("empty", rows.empty())
        .set("queries", std::move(rows));
    return show(pages_, request, "watch", std::move(view), status);
}

Response WatchPages::all(Request const& request, Operator const& person) const {
    return show_all(request, person, "", 200);
}

std::vector<View> WatchPages::network_choices(Phrases const& phrases, std::string const& chosen) const {
    std::vector<View> rows;
    auto const add = [&](std::string const& name, std::string const& title) {
        rows.push_back(View().set("value", name).set("title", title).set("chosen", name == chosen));
    };
    add("", phrases.say("watch.everywhere"));
    for (auto const& [name, title] : list_.networks()) add(name, title);
    return rows;
}

std::vector<View> WatchPages::steward_choices(Operator const& author, std::string const& chosen) const {
    std::vector<View> rows;
    for (auto const& person : storage::operators::all(store_))
        if (person.id != author.id && !person.disabled_at)
            rows.push_back(View().set("name", person.name).set("chosen", person.name == chosen));
    return rows;
}

void WatchPages::show_trial(View& view, Request const& request, Typed const& typed) const {
    auto const trial = list_.try_out(typed.words, given(typed.network));
    auto const words = listen::words_of(trial, pages_.words(), request.language);
    std::vector<View> networks;
    for (auto const& on : words.networks)
        networks.push_back(View()
                               .set("name", on.title)
                               .set("asks", lines(on.asks))
                               .set("finds", on.finds)
                               .set("cost", on.cost));
    Phrases const phrases(pages_.words(), request, clock_.now());
    std::vector<View> examples;
    for (auto const& post : trial.examples)
        examples.push_back(View()
                               .set("text", shortened(post.text.value_or(""), 140))
                               .set("url", web_address(post.url))
                               .set("network", post.network)
                               .set("seen", phrases.ago(post.seen_at))
                               .set("seen_at", machine_time(post.seen_at)));
    view.set("wrong", !words.problems.empty()).set("problems", lines(words.problems));
    view.set("tried", !networks.empty())
        .set("networks", std::move(networks))
        .set("back_test", words.back_test)
        .set("has_examples", !examples.empty())
        .set("examples", std::move(examples))
        .set("sound", trial.sound());
}

Response WatchPages::show_form(Request const& request, Operator const& person, Typed const& typed,
                               int status) const {
    Phrases const phrases(pages_.words(), request, clock_.now());
    auto stewards = steward_choices(person, typed.steward);
    View view;
    view.set("title", phrases.say("watch.new_title")).set("at_watch", true);
    view.set("problem", typed.problem).set("wrong", false).set("tried", false).set("sound", false);
    view.set("words", typed.words)
        .set("network", typed.network)
        .set("network_choices", network_choices(phrases, typed.network));
    view.set("list", request.link(at_list)).set("try_action", request.link("/console/watch/new"));
    view.set("review", typed.review.empty() ? storage::day_of(list_.usual_review()) : typed.review)
        .set("review_error", typed.review_error)
        .set("steward_error", typed.steward_error)
        .set("has_stewards", !stewards.empty())
        .set("stewards", std::move(stewards));
    if (!typed.words.empty()) show_trial(view, request, typed);
    return show(pages_, request, "watch_new", std::move(view), status);
}

Response WatchPages::fresh(Request const& request, Operator const& person) const {
    Typed typed;
    typed.words = one_line(request.query.text("words"));
    typed.network = request.query.text("network");
    return show_form(request, person, typed, 200);
}

void WatchPages::check(Typed& typed, Phrases const& phrases, Operator const& author) const {
    auto const steward = storage::operators::named(store_, typed.steward);
    if (!steward || steward->disabled_at)
        typed.steward_error = phrases.say("watch.error.steward");
    else if (steward->id == author.id)
        typed.steward_error = phrases.say("watch.error.same_person");
    auto const day = storage::start_of_day(typed.review);
    if (!day)
        typed.review_error = phrases.say("watch.error.review_day");
    else if (*day <= clock_.now())
        typed.review_error = phrases.say("watch.error.review_past");
}

Response WatchPages::add(Request const& request, Operator const& person) {
    Typed typed;
    typed.words = one_line(request.form.text("words"));
    typed.network = request.form.text("network");
    typed.steward = request.form.text("steward");
    typed.review = request.form.text("review");
    check(typed, Phrases(pages_.words(), request, clock_.now()), person);
    if (!typed.steward_error.empty() || !typed.review_error.empty())
        return show_form(request, person, typed, 422);
    storage::WatchQuery query;
    query.words = typed.words;
    query.network = given(typed.network);
    query.author = person.name;
    query.steward = typed.steward;
    query.review_at = *storage::start_of_day(typed.review);
    if (auto const refusal = list_.add(query)) {
        typed.problem = listen::words_of(*refusal, pages_.words(), request.language);
        return show_form(request, person, typed, *refusal == WatchList::Refusal::there_already ? 409 : 422);
    }
    return redirect(request.link(at_list));
}

Response WatchPages::retire(Request const& request, Operator const& person) {
    if (!list_.retire(storage::WatchQueryId(request.param("query"))))
        return show_all(request, person, say(pages_, request, "watch.error.gone"), 409);
    return redirect(request.link(at_list));
}

Response WatchPages::review(Request const& request, Operator const& person) {
    auto const refuse = [&](std::string const& why, int status) {
        return show_all(request, person, say(pages_, request, "watch.error." + why), status);
    };
    auto const day = storage::start_of_day(request.form.text("review"));
    if (!day) return refuse("review_day", 422);
    switch (list_.review(storage::WatchQueryId(request.param("query")), person.name, *day)) {
        case WatchList::Reviewed::yes:
            break;
        case WatchList::Reviewed::own:
            return refuse("own", 403);
        case WatchList::Reviewed::past:
            return refuse("review_past", 422);
        case WatchList::Reviewed::gone:
            return refuse("gone", 409);
    }
    return redirect(request.link(at_list));
}

}  // namespace bot::web
