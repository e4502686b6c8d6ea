#pragma once

#include <array>
#include <string>
#include <vector>

#include "bot/detect/training/fit.h"

namespace bot::detect {

/// What was said of a post whose label is known.
struct Judged {
    Label truth = Label::other;
    Label said = Label::other;
    Scores scores{};    // before calibration
    double praise = 0;  // after
};

struct Rates {
    double precision = 0, recall = 0, f1 = 0;
    int of = 0;  // how many there truly are
};

Rates rates(std::vector<Judged> const& judged, Label label);
/// Of praise, when all from this probability on are taken for it.
Rates rates_from(std::vector<Judged> const& judged, double threshold);

/// The lowest threshold from which on praise is at least that precise, of what lies below `below`; if there
/// is none, `below`.
double threshold_for_precision(std::vector<Judged> const& judged, double precision, double below = 1);
/// The threshold with the best F1.
double best_threshold(std::vector<Judged> const& judged);
/// Mean distance between what was promised and what was true, over ten equal ranges of probability.
double calibration_error(std::vector<Judged> const& judged);

/// Slope and offset that turn log-odds into the most likely probabilities.
struct Calibration {
    double slope = 1, offset = 0;
};
Calibration calibrate(std::vector<Judged> const& judged);

/// A table for people: each label's precision, recall and F1, the thresholds, the calibration.
std::string table(std::string const& title, std::vector<Judged> const& judged);

}  // namespace bot::detect
