#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"

// Making a model from labelled posts. Any thread; it works until it is done.
namespace bot::detect {

/// A labelled post. The language is BCP 47 and may be "", the author a handle without @ or "".
struct Example {
    std::string words, language, author;
    Label label = Label::other;
    bool measured = true;  // false: learned from only. Posts picked for being hard would bend every figure.
};

struct TrainSettings {
    std::string name;     // of the model
    std::string made_of;  // what the posts are, for people
    int folds = 5;        // of the cross-validation; at least 2
    double l2 = 1;        // of the fit, see fit()
    unsigned bits = 16;   // of the weights' columns
};

/// Fits a model and tells how good it is. Every figure that chooses something is cross-validated on
/// the `measured` examples; `dev` is only measured. The same examples give the same model.
struct Trained {
    std::string model;   // the text of the model file
    std::string report;  // for people
};
/// Throws std::invalid_argument if there are too few examples of praise to cross-validate.
Trained train(std::vector<Example> const& examples, std::vector<Example> const& dev,
              TrainSettings const& settings);

}  // namespace bot::detect
