#include <charconv>

#include "bot/base/user_error.h"
#include "bot/web/console/pages.h"
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

/// The sentence that says which version is in use and since when.
std::string judging(storage::Read const& read, learn::InUse const& in_use, Phrases const& phrases) {
    if (!in_use.problem.empty()) return phrases.say("learn.broken");
    auto const use = storage::models::in_use(read);
    if (!use) return phrases.say("learn.judges_base");
    return phrases.say(
        use->why == storage::ModelUse::Why::went_back ? "learn.judges_gone_back" : "learn.judges",
        {{"version", version_words(in_use.version, phrases)}, {"day", phrases.day(use->from)}});
}

/// One version: its verdict and the figures before and after.
View row(Model const& model, learn::InUse const& in_use, Phrases const& phrases) {
    bool const now = in_use.version == model.number;
    return View()
        .set("number", std::to_string(model.number))
        .set("name", version_words(model.number, phrases))
        .set("made", phrases.day(model.made_at))
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
}

}  // namespace

Response LearningPages::all(Request const& request, storage::Operator const& person) const {
    Phrases const phrases(pages, request, clock.now());
    auto const in_use = learn::in_use(store, retrainer.versions());
    auto rows = pages::rows_of(storage::models::newest(store, shown),
                               [&](Model const& model) { return row(model, in_use, phrases); });
    View view;
    view.set("title", phrases.say("learn.title"))
        .set("at_queue", true)
        .set("month", month_views(queue.this_month(), phrases))
        .set("judging", judging(store, in_use, phrases))
        .set("broken", !in_use.problem.empty())
        .set("empty", rows.empty())
        .set("some", !rows.empty())
        .set("versions", std::move(rows));
    view.set("queue", request.link("/console/queue"))
        .set("may_lead", storage::operators::may_lead(store, person))
        .set("base_in_use", !in_use.version && in_use.problem.empty())
        .set("back_action", request.link(std::string(at_page) + "/go-back"));
    return show(pages, request, "learning", std::move(view));
}

Response LearningPages::go_back(Request const& request, storage::Operator const& person) const {
    auto const again = [&](char const* why, int status) {
        return all(refused(request, say(pages, request, why), status), person);
    };
    auto const number = number_from(request.form.text("version"));
    if (!number) return again("learn.error_none", 422);
    switch (retrainer.go_back(number, person.id)) {
        case GoneBack::done:
        case GoneBack::in_use_already:
            break;
        case GoneBack::no_such_version:
            return again("learn.error_none", 404);
        case GoneBack::unusable:
            return again("learn.error_unusable", 409);
    }
    return redirect(request.link(at_page));
}

}  // namespace bot::web
