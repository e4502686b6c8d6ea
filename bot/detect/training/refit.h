#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"

// Moving a model towards what people decided at the desk. Any thread.
namespace bot::detect {

/// A post that a person decided on, as a label. The words are those that were decided on.
struct Feedback {
    std::string words, language, author;
    std::optional<Label> label;  // absent: anything but praise
};

struct RefitSettings {
    std::string name;     // of the new model
    std::string made_of;  // what it learned from, for people
};

/// The text of a model that was moved from `base` towards the feedback, and is held to it: what is
/// penalised is the distance from the base's weights, and a feature of a single lesson moves nothing.
/// Calibration and thresholds stay the base's. How tightly it is held is chosen by cross-validation on the
/// feedback. The same feedback in the same order gives the same model. Throws std::invalid_argument if the
/// base cannot be read.
std::string refit(std::string_view base, std::vector<Feedback> const& feedback,
                  RefitSettings const& settings);

/// How right a model is about feedback it did not learn from. All 0 if there is none.
struct EvalResult {
    std::vector<double> losses;  // of each, in nats, for praise or not
    double log_loss = 0;         // their mean
    long long likely = 0;        // at least `likely_from` sure
    long long right = 0;         // of the likely ones
};
/// Scores each post of `feedback` by that model. `likely_from` is a probability; 0 is the model's own
/// threshold. Throws as refit() does.
EvalResult score_feedback(std::string_view model, std::vector<Feedback> const& feedback,
                          double likely_from = 0);

}  // namespace bot::detect
