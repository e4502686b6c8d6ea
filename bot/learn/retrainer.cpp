#include "bot/learn/retrainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "bot/base/file.h"
#include "bot/base/keys.h"
#include "bot/base/kill_point.h"
#include "bot/base/log.h"
#include "bot/base/user_error.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/hash.h"

namespace bot::learn {

using storage::Model;
using storage::ModelUse;
using namespace std::chrono_literals;

namespace {

constexpr auto lease_for = 10min;
constexpr auto between_refits = std::chrono::days(7);
constexpr auto going_back_stands = std::chrono::days(28);
constexpr std::uint64_t parts = 4;  // of the decisions; one is kept back

/// What the reason says of the text; "not praise" says only what it is not.
std::optional<detect::Label> label_of(storage::Judgement const& judgement) {
    using detect::Label;
    if (judgement.praise) return Label::praise;
    if (judgement.reason == "product") return Label::product;
    if (judgement.reason == "sarcasm") return Label::complaint;
    if (judgement.reason == "own_people") return Label::other;
    return std::nullopt;
}

/// Surer of what is right, by more than chance alone would make it: the mean gain is above its own standard
/// error.
bool surer(detect::EvalResult const& before, detect::EvalResult const& after) {
    auto const count = static_cast<double>(before.losses.size());
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < before.losses.size(); ++i) {
        auto const gain = before.losses[i] - after.losses[i];
        sum += gain;
        squares += gain * gain;
    }
    auto const mean = sum / count;
    auto const variance = (squares - count * mean * mean) / std::max(1.0, count - 1);
    return mean > std::sqrt(std::max(0.0, variance) / count);
}

/// Of what it calls likely no smaller share is right.
bool as_right(detect::EvalResult const& before, detect::EvalResult const& after) {
    if (after.likely == 0) return before.likely == 0;
    return after.right * before.likely >= before.right * after.likely;
}

std::string name_of_base(std::string const& text) {
    try {
        return detect::Model::read(text).name;
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, fmt::format("detect.model: {}", mistake.what()));
    }
}

}  // namespace

long long FeedbackSplit::held_out_praise() const {
    return std::ranges::count(held_out, std::optional(detect::Label::praise), &detect::Feedback::label);
}

FeedbackSplit split_feedback(std::vector<storage::Judgement> const& judgements, MayTrain const& may_train) {
    FeedbackSplit feedback;
    for (auto const& one : judgements) {
        if (!may_train(one.network)) continue;
        // The key is a hash of the post's id under this installation's own key.
        auto const part = detect::word_hash(one.post_key) % parts;
        (part == 0 ? feedback.held_out : feedback.learned)
            .push_back({one.text, one.language.value_or(""), one.author_handle.value_or(""), label_of(one)});
    }
    return feedback;
}

/// A refit that is not kept yet.
struct Retrainer::Tried {
    Refit refit;
    std::string text;
};

Retrainer::Retrainer(storage::Store& store, Clock const& clock, Settings settings)
    : store_(store),
      clock_(clock),
      settings_(std::move(settings)),
      base_name_(name_of_base(settings_.versions.base)) {}

Retrainer::Tried Retrainer::tried(long long number) const {
    auto const feedback = split_feedback(storage::judgements::with_words(store_), settings_.may_train);
    Tried tried;
    auto& refit = tried.refit;
    refit.learned = static_cast<long long>(feedback.learned.size());
    refit.held_out = static_cast<long long>(feedback.held_out.size());
    refit.held_out_praise = feedback.held_out_praise();
    if (refit.held_out < enough_held_out || refit.held_out_praise < enough_of_each ||
        refit.held_out - refit.held_out_praise < enough_of_each)
        return tried;
    auto const now_in_use = in_use(store_, settings_.versions);
    refit.before = now_in_use.version;
    tried.text = detect::refit(settings_.versions.base, feedback.learned,
                               {fmt::format("{}+{}", base_name_, number),
                                fmt::format("{}, moved by {} decisions", base_name_, refit.learned)});
    auto const before = detect::score_feedback(now_in_use.text, feedback.held_out, settings_.likely_from);
    auto const after = detect::score_feedback(tried.text, feedback.held_out, settings_.likely_from);
    Model model;
    model.made_at = clock_.now();
    model.base = base_name_;
    model.base_sha256 = sha256_hex(settings_.versions.base);
    model.compared_with = now_in_use.version;
    model.learned = refit.learned;
    model.held_out = refit.held_out;
    model.before = {before.log_loss, before.likely, before.right};
    model.after = {after.log_loss, after.likely, after.right};
    model.verdict = !surer(before, after)      ? Model::Verdict::not_surer
                    : !as_right(before, after) ? Model::Verdict::less_right
                                               : Model::Verdict::better;
    refit.end = model.verdict == Model::Verdict::better ? Refit::End::better : Refit::End::worse;
    refit.model = std::move(model);
    return tried;
}

Refit Retrainer::try_out() const {
    return tried(storage::models::next_number(store_)).refit;
}

void Retrainer::keep(Tried& tried, storage::LeaseGuard const& lease) {
    auto& refit = tried.refit;
    auto& model = *refit.model;
    if (refit.end == Refit::End::better) {
        model.sha256 = sha256_hex(tried.text);
        write_durably(settings_.versions.file(model.number), tried.text);
        kill_point("learn.written");
    } else {
        // One that a crash has left there.
        std::filesystem::remove(settings_.versions.file(model.number));
    }
    bool const kept = store_.write([&, now = clock_.now()](storage::Write& write) {
        if (!lease.held(write, now)) return false;
        storage::models::add(write, model);
        if (model.sha256) storage::models::begin(write, {model.number, ModelUse::Why::better, {}, now, {}});
        return true;
    });
    kill_point("learn.kept");
    if (!kept) refit.end = Refit::End::busy;
}

Refit Retrainer::refit() {
    auto const now = clock_.now();
    storage::LeaseGuard lease(store_, "learn", lease_for);
    if (!lease.take(now)) {
        Refit busy;
        busy.end = Refit::End::busy;
        return busy;
    }
    auto const number = storage::models::next_number(store_);
    auto tried = this->tried(number);
    if (tried.refit.model) {
        tried.refit.model->number = number;
        keep(tried, lease);
    }
    return std::move(tried.refit);
}

bool Retrainer::due() const {
    storage::Read const read(store_);
    auto const now = clock_.now();
    auto const decided = storage::judgements::latest(read);
    auto const last = storage::models::newest(read, 1);
    if (!decided ||
        (!last.empty() && (last.front().made_at > now - between_refits || last.front().made_at >= *decided)))
        return false;
    auto const use = storage::models::in_use(read);
    return !use || use->why != ModelUse::Why::went_back || use->from <= now - going_back_stands;
}

void Retrainer::run_once() {
    if (!settings_.weekly || !due()) return;
    auto const done = refit();
    if (!done.model) return;
    log::info("the model was refitted to the desk's decisions",
              {{"version", done.model->number},
               {"verdict", log::vouched(name_of(done.model->verdict))},
               {"learned", done.learned},
               {"held_out", done.held_out},
               {"old_log_loss", done.model->before.log_loss},
               {"new_log_loss", done.model->after.log_loss}});
}

GoneBack Retrainer::go_back(std::optional<long long> number,
                            std::optional<storage::OperatorId> const& person) {
    auto const use = storage::models::in_use(store_);
    auto const version = use ? use->model : std::nullopt;
    auto wanted = number.value_or(0) == 0 ? std::nullopt : number;
    if (!number && version) wanted = storage::models::find(store_, *version)->compared_with;
    if (wanted == version) return GoneBack::in_use_already;
    if (wanted) {
        auto const model = storage::models::find(store_, *wanted);
        if (!model || !model->sha256) return GoneBack::no_such_version;
        try {
            settings_.versions.text(*model);
        } catch (std::runtime_error const& error) {
            log::warn("a version of the model cannot be used", {{"version", *wanted}, {"why", error}});
            return GoneBack::unusable;
        }
    }
    store_.write([&, now = clock_.now()](storage::Write& write) {
        storage::models::begin(write, {wanted, ModelUse::Why::went_back, person, now, {}});
    });
    return GoneBack::done;
}

}  // namespace bot::learn
