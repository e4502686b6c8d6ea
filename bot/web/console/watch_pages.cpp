#include <algorithm>

#include "bot/base/strings.h"
#include "bot/listen/watchlist/watch_words.h"
#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"
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
    return pages::rows_of(all, [](auto const& one) { return View().set("text", one); });
}

std::optional<std::string> given(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// What was typed into the form, and what is wrong with it; "" where nothing is.
struct Typed {
    std::string words{}, network{}, steward{}, review{};
    /// Said beside the field.
    std::string steward_error{}, review_error{};
};

View row(listen::WatchList const& list, Operator const& person, WatchList::Row const& row,
         Phrases const& phrases) {
    auto const& query = row.query;
    auto const& request = phrases.request;
    auto const base = request.link(at_list) + "/" + query.id.text();
    auto network = phrases.say("watch.everywhere");
    for (auto const& [name, title] : list.networks())
        if (query.network == name) network = title;
    auto problems = listen::words_of(row.trial, phrases.words, request.language).problems;
    bool const other = WatchList::may_review(query, person.name);
    View view;
    view.set("id", query.id.text()).set("words", query.words).set("network", network);
    view.set("network_name", query.network.value_or(""))
        .set("author", query.author)
        .set("steward", query.steward);
    view.set("review", phrases.day(query.review_at))
        .set("review_at", storage::day_of(query.review_at))
        .set("due", row.due);
    view.set("broken", !problems.empty()).set("problems", lines(problems));
    view.set("may_review", other)
        .set("own", row.due && !other)
        .set("next_review", storage::day_of(list.usual_review()))
        .set("review_action", base + "/review")
        .set("retire_action", base + "/retire")
        .set("try_action", request.link("/console/watch/new"));
    return view;
}

/// "Everywhere" and each network that can be searched.
std::vector<View> network_choices(WatchList const& list, Phrases const& phrases, std::string const& chosen) {
    std::vector<View> rows;
    auto const add = [&](std::string const& name, std::string const& title) {
        rows.push_back(View().set("value", name).set("title", title).set("chosen", name == chosen));
    };
    add("", phrases.say("watch.everywhere"));
    for (auto const& [name, title] : list.networks()) add(name, title);
    return rows;
}

/// Every operator but the author and those disabled.
std::vector<View> steward_choices(storage::Read const& read, Operator const& author,
                                  std::string const& chosen) {
    std::vector<View> rows;
    for (auto const& person : storage::operators::all(read))
        if (person.id != author.id && !person.disabled_at)
            rows.push_back(View().set("name", person.name).set("chosen", person.name == chosen));
    return rows;
}

/// What the typed words would bring, into the form's page.
void show_trial(View& view, WatchList const& list, Typed const& typed, Phrases const& phrases) {
    auto const trial = list.try_out(typed.words, given(typed.network));
    auto const words = listen::words_of(trial, phrases.words, phrases.request.language);
    view.set("wrong", !words.problems.empty()).set("problems", lines(words.problems));
    view.set("tried", !words.networks.empty())
        .set("networks", pages::rows_of(words.networks,
                                        [](auto const& on) {
                                            return View()
                                                .set("name", on.title)
                                                .set("asks", lines(on.asks))
                                                .set("finds", on.finds)
                                                .set("cost", on.cost);
                                        }))
        .set("back_test", words.back_test)
        .set("has_examples", !trial.examples.empty())
        .set("examples", pages::rows_of(trial.examples,
                                        [&](auto const& post) {
                                            return View()
                                                .set("text", shortened(post.text.value_or(""), 140))
                                                .set("url", web_address(post.url))
                                                .set("network", post.network)
                                                .set("seen", phrases.ago(post.seen_at))
                                                .set("seen_at", machine_time(post.seen_at));
                                        }))
        .set("sound", trial.sound());
}

Response show_form(WatchPages const& self, Request const& request, Operator const& person,
                   Typed const& typed) {
    Phrases const phrases(self.pages, request, self.clock.now());
    auto stewards = steward_choices(self.store, person, typed.steward);
    View view;
    view.set("title", phrases.say("watch.new_title")).set("at_watch", true);
    view.set("wrong", false).set("tried", false).set("sound", false);
    view.set("words", typed.words)
        .set("network", typed.network)
        .set("network_choices", network_choices(self.list, phrases, typed.network));
    view.set("list", request.link(at_list)).set("try_action", request.link("/console/watch/new"));
    view.set("review", typed.review.empty() ? storage::day_of(self.list.usual_review()) : typed.review)
        .set("review_error", typed.review_error)
        .set("steward_error", typed.steward_error)
        .set("has_stewards", !stewards.empty())
        .set("stewards", std::move(stewards));
    if (!typed.words.empty()) show_trial(view, self.list, typed, phrases);
    return show(self.pages, request, "watch_new", std::move(view));
}

/// Notes what is wrong with the steward and the review day.
void check(WatchPages const& self, Typed& typed, Request const& request, Operator const& author) {
    auto const error = [&](char const* why) {
        return say(self.pages, request, std::string("watch.error.") + why);
    };
    auto const steward = storage::operators::named(self.store, typed.steward);
    if (!steward || steward->disabled_at)
        typed.steward_error = error("steward");
    else if (steward->id == author.id)
        typed.steward_error = error("same_person");
    auto const day = storage::start_of_day(typed.review);
    if (!day)
        typed.review_error = error("review_day");
    else if (*day <= self.clock.now())
        typed.review_error = error("review_past");
}

/// The list, with why something could not be done.
Response again(WatchPages const& self, Request const& request, Operator const& person, std::string const& why,
               int status) {
    return self.all(refused(request, say(self.pages, request, "watch.error." + why), status), person);
}

}  // namespace

Response WatchPages::all(Request const& request, Operator const& person) const {
    Phrases const phrases(pages, request, clock.now());
    auto rows = pages::rows_of(list.all(), [&](auto const& one) { return row(list, person, one, phrases); });
    View view;
    view.set("title", phrases.say("watch.title"))
        .set("at_watch", true)
        .set("new", request.link("/console/watch/new"))
        .set("empty", rows.empty())
        .set("queries", std::move(rows));
    return show(pages, request, "watch", std::move(view));
}

Response WatchPages::fresh(Request const& request, Operator const& person) const {
    return show_form(*this, request, person,
                     {one_line(request.query.text("words")), request.query.text("network")});
}

Response WatchPages::add(Request const& request, Operator const& person) const {
    auto const& form = request.form;
    Typed typed{one_line(form.text("words")), form.text("network"), form.text("steward"),
                form.text("review")};
    check(*this, typed, request, person);
    if (!typed.steward_error.empty() || !typed.review_error.empty())
        return show_form(*this, refused(request, "", 422), person, typed);
    storage::WatchQuery query;
    query.words = typed.words;
    query.network = given(typed.network);
    query.author = person.name;
    query.steward = typed.steward;
    query.review_at = *storage::start_of_day(typed.review);
    if (auto const refusal = list.add(query)) {
        auto const why = listen::words_of(*refusal, pages.words(), request.language);
        auto const status = *refusal == WatchList::Refusal::there_already ? 409 : 422;
        return show_form(*this, refused(request, why, status), person, typed);
    }
    return redirect(request.link(at_list));
}

Response WatchPages::retire(Request const& request, Operator const& person) const {
    if (!list.retire(storage::WatchQueryId(request.param("query"))))
        return again(*this, request, person, "gone", 409);
    return redirect(request.link(at_list));
}

Response WatchPages::review(Request const& request, Operator const& person) const {
    auto const day = storage::start_of_day(request.form.text("review"));
    if (!day) return again(*this, request, person, "review_day", 422);
    switch (list.review(storage::WatchQueryId(request.param("query")), person.name, *day)) {
        case WatchList::Reviewed::yes:
            break;
        case WatchList::Reviewed::own:
            return again(*this, request, person, "own", 403);
        case WatchList::Reviewed::past:
            return again(*this, request, person, "review_past", 422);
        case WatchList::Reviewed::gone:
            return again(*this, request, person, "gone", 409);
    }
    return redirect(request.link(at_list));
}

}  // namespace bot::web
