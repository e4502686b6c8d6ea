#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bot/detect/detect.h"

namespace bot::listen {

/// What tells praise from the rest: a Detector in the program, a few lines in a test.
struct Classifier {
    std::string model;
    double candidate_from = 0.5;
    double likely_from = 0.8;
    std::function<detect::Verdict(detect::Text const&)> verdict;  // any thread
    std::function<bool(detect::Text const&)> complains;           // likewise
};

Classifier judge_by(std::shared_ptr<detect::Detector const> detector);

}  // namespace bot::listen
