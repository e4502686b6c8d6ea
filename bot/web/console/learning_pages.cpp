#include "bot/web/console/learning_pages.h"

#include <algorithm>
#include <charconv>

#include "bot/base/user_error.h"
#include "bot/web/console/queue_view.h"
#include "bot/web/http/page.h"

namespace bot::web {
namespace {

using learn::GoneBack;
using pages::View;
using storage::Model;

constexpr auto at_page = "/console/learning";
constexpr int shown = 20;

/// How many of the candidates that were called likely were right.
std::string likely_words(Model::Figures const& figures, Phrases const& phrases) {
    return phrases.say("learn.likely", {{"right", figures.right}, {"n", figures.likely}});
}

std::string version_words(std::optional<long long> const& number, Phrases const& phrases) {
    return number ? phrases.say("learn.version", {{"number", *number}}) : phrases.say("learn.base");
}

std::optional<long long> number_from(std::string const& text) {
    long long number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0 ? std::optional(number)
                                                                                   : std::nullopt;
}

}  // namespace

std::string LearningPages::judging(Request const& request, learn::InUse const& in_use,
                                   Phrases const& phrases) const {
    if (!in_use.problem.empty()) return phrases.say("learn.broken");
    auto const use = storage::models::in_use(store_);
    if (!use) return phrases.say("learn.judges_base");
    return phrases.say(
        use->why == storage::ModelUse::Why::went_back ? "learn.judges_gone_back" : "learn.judges",
        {{"version", version_words(in_use.version, phrases)},
         {"day", pages_.words().day(request.language, use->from)}});
}

View LearningPages::row(Request const& request, Model const& model, learn::InUse const& in_use,
                        Phrases const& phrases) const {
    bool const now = in_use.version == model.number;
    View view;
    view.set("number", std::to_string(model.number))
        .set("name", version_words(model.number, phrases))
        .set("made", pages_.words().day(request.language, model.made_at))
        .set("made_at", machine_time(model.made_at))
        .set("verdict", phrases.say("learn.verdict_" + std::string(name_of(model.verdict))))
        .set("now", now)
        .set("learned", phrases.say("learn.decisions", {{"n", model.learned}}))
        .set("held_out", phrases.say("learn.decisions", {{"n", model.held_out}}))
        .set("old_name", version_words(model.compared_with, phrases))
        .set("old_loss", phrases.number(model.before.log_loss, 3))
        .set("old_likely", likely_words(model.before, phrases))
        .set("new_loss", phrases.number(model.after.log_loss, 3))
        .set("new_likely", likely_words(model.after, phrases))
        .set("may_use", model.sha256.has_value() && !now);
    return view;
}

Response LearningPages::show_all(Request const& request, storage::Operator const& person,
                                 std::string const& problem, int status) const {
    Phrases const phrases(pages_.words(), request, clock_.now());
    auto const in_use = learn::in_use(store_, retrainer_.versions());
    std::vector<View> rows;
    for (auto const& model : storage::models::newest(store_, shown))
        rows.push_back(row(request, model, in_use, phrases));
    View view;
    view.set("title", phrases.say("learn.title"))
        .set("at_queue", true)
        .set("problem", problem)
        .set("month", month_views(queue_.this_month(), phrases))
        .set("judging", judging(request, in_use, phrases))
        .set("broken", !in_use.problem.empty())
        .set("empty", rows.empty())
        .set("some", !rows.empty())
        .set("versions", std::move(rows));
    view.set("queue", request.link("/console/queue"))
        .set("may_lead", storage::operators::may_lead(store_, person))
        .set("base_in_use", !in_use.version && in_use.problem.empty())
        .set("back_action", request.link(std::string(at_page) + "/go-back"));
    return show(pages_, request, "learning", std::move(view), status);
}

Response LearningPages::all(Request const& request, storage::Operator const& person) const {
    return show_all(request, person, "", 200);
}

Response LearningPages::go_back(Request const& request, storage::Operator const& person) {
    auto const say = [&](char const* key) { return web::say(pages_, request, key); };
    if (!storage::operators::may_lead(store_, person))
        throw UserError(UserError::Kind::forbidden, say("learn.leads_only"));
    auto const number = number_from(request.form.text("version"));
    if (!number) return show_all(request, person, say("learn.error_none"), 422);
    switch (retrainer_.go_back(number, person.id)) {
        case GoneBack::done:
        case GoneBack::in_use_already:
            break;
        case GoneBack::no_such_version:
            return show_all(request, person, say("learn.error_none"), 404);
        case GoneBack::unusable:
            return show_all(request, person, say("learn.error_unusable"), 409);
    }
    return redirect(request.link(at_page));
}

}  // namespace bot::web
